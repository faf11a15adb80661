import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { ModelsSection } from '@/components/admin/models-section'
import { checkView } from '@/lib/admin/check'
import { openFindings } from '@/lib/admin/findings'
import { adminModels } from '@/lib/admin/models'
import { priceRuleList } from '@/lib/admin/price-list'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'
import { env } from '@/lib/env'
import { terms } from '@/lib/jobs/terms'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.models') }
}

export default async function ModelsPage() {
  await requireAdmin('/admin/models')
  const [t, locale, handle, known] = await Promise.all([getTranslations('admin'), getLocale(), db(), terms()])
  const [findings, check, rules] = await Promise.all([
    openFindings(handle),
    checkView(handle),
    priceRuleList(handle, null),
  ])
  return (
    <>
      <h1 className="mb-4">{t('areas.models')}</h1>
      <ModelsSection
        isSandbox={env().sandbox}
        catalogue={{ models: adminModels(locale, known), findings, check }}
        rules={rules}
      />
    </>
  )
}
