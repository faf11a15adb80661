import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { BatchPage } from '@/components/codes/batch-page'
import { batchView, listCodes, listRedemptions, readBatch } from '@/lib/admin/codes-list'
import { ADMIN_PAGE } from '@/lib/admin/page-query'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'
import { Refusal } from '@/lib/refusal'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('codes')
  return { title: t('batch') }
}

export default async function CodeBatchPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  await requireAdmin(`/admin/codes/${id}`)
  const t = await getTranslations('admin')
  const handle = await db()
  const row = /^[0-9a-z]{1,64}$/.test(id) ? await readBatch(handle, id) : null
  if (!row) notFound()
  const codes = await listCodes(handle, id, { limit: ADMIN_PAGE })
  const redemptions = await listRedemptions(handle, id, { limit: ADMIN_PAGE })
  if (codes instanceof Refusal || redemptions instanceof Refusal) throw new Error('a page without a cursor')
  return (
    <>
      <Link href="/admin/codes" className="link text-12">
        {t('areas.codes')}
      </Link>
      <h1 className="mb-4 [overflow-wrap:anywhere]">{row.batch.note}</h1>
      <BatchPage batch={batchView(row)} codes={codes} redemptions={redemptions} now={Date.now()} />
    </>
  )
}
