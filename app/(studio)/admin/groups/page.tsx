import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { GroupsSection } from '@/components/limits/groups-section'
import { groupList } from '@/lib/admin/groups'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('limits')
  return { title: t('groups') }
}

export default async function GroupsPage() {
  await requireAdmin('/admin/groups')
  const t = await getTranslations('limits')
  return (
    <>
      <Link href="/admin/people" className="link text-12">
        {t('people')}
      </Link>
      <h1 className="mb-4">{t('groups')}</h1>
      <GroupsSection groups={await groupList(await db())} />
    </>
  )
}
