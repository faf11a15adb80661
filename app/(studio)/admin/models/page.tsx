import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ModelsSection } from '@/components/admin/models-section'
import { requireAdmin } from '@/lib/auth/session'
import { env } from '@/lib/env'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.models') }
}

export default async function ModelsPage() {
  await requireAdmin('/admin/models')
  const t = await getTranslations('admin')
  return (
    <>
      <h1 className="mb-4">{t('areas.models')}</h1>
      <ModelsSection isSandbox={env().sandbox} />
    </>
  )
}
