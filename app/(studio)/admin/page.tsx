import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Overview } from '@/components/overview/overview'
import { overview } from '@/lib/admin/overview'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.overview') }
}

export default async function OverviewPage() {
  await requireAdmin()
  const t = await getTranslations('admin')
  const now = Date.now()
  return <Overview title={t('areas.overview')} initial={await overview(await db(), 30, now)} at={now} />
}
