import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BatchSection } from '@/components/codes/batch-section'
import { listBatches } from '@/lib/admin/codes-list'
import { ADMIN_PAGE } from '@/lib/admin/page-query'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'
import { Refusal } from '@/lib/refusal'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.codes') }
}

export default async function CodesPage() {
  await requireAdmin('/admin/codes')
  const t = await getTranslations('admin')
  const batches = await listBatches(await db(), { limit: ADMIN_PAGE })
  if (batches instanceof Refusal) throw new Error(batches.code)
  return (
    <>
      <h1 className="mb-4">{t('areas.codes')}</h1>
      <BatchSection initial={batches} now={Date.now()} />
    </>
  )
}
