import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuditSection } from '@/components/audit/audit-section'
import { acts } from '@/lib/admin/acts'
import { AUDIT_PAGE, type AuditQuery, auditPage, auditQuery } from '@/lib/admin/audit'
import { requireAdmin } from '@/lib/auth/session'
import { db } from '@/lib/database'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin')
  return { title: t('areas.audit') }
}

type Props = { searchParams: Promise<Record<string, string | string[]>> }

/** The address says the filter, so that a filtered list can be handed on. Nonsense shows everything. */
export default async function AuditPage({ searchParams }: Props) {
  await requireAdmin('/admin/audit')
  const t = await getTranslations('admin')
  const words = await getTranslations('audit')
  const said = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const asked = readQuery(auditQuery, new URLSearchParams(said))
  const query: AuditQuery = asked instanceof Refusal ? { limit: AUDIT_PAGE } : asked
  return (
    <>
      <h1 className="mb-1">{t('areas.audit')}</h1>
      <p className="mb-5 text-ink-2 text-pretty">{words('hint')}</p>
      <AuditSection
        key={JSON.stringify(query)}
        initial={await auditPage(await db(), query)}
        filter={{
          ...{ actor: query.actor ?? '', action: query.action ?? '', subject: query.subject ?? '' },
          ...{ from: query.from ?? '', to: query.to ?? '' },
        }}
        acts={acts.map((id) => ({ id, label: words(`acts.${id}`) }))}
        now={Date.now()}
      />
    </>
  )
}
