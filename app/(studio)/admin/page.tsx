import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireAdmin } from '@/lib/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.overview') }
}

export default async function OverviewPage() {
  await requireAdmin()
  const t = await getTranslations('admin')
  return <h1>{t('areas.overview')}</h1>
}
