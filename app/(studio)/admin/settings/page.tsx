import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SettingList } from '@/components/admin-settings/setting-list'
import { listSettings } from '@/lib/admin/settings'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin-settings')
  return { title: t('title') }
}

export default async function AdminSettingsPage() {
  await requireAdmin('/admin/settings')
  const t = await getTranslations('admin-settings')
  return (
    <>
      <h1 className="mb-1">{t('title')}</h1>
      <p className="mb-4 max-w-prose text-ink-2">{t('text')}</p>
      <SettingList settings={await listSettings(await db())} />
    </>
  )
}
