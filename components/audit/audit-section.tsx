'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import type { AuditPage } from '@/lib/admin/audit-view'
import { AuditFilters } from './audit-filters'
import { AuditRow } from './audit-row'
import { type AuditFilter, isFiltered, queryOf } from './filter'

export type AuditSectionProps = {
  initial: AuditPage
  filter: AuditFilter
  /** Every act with its words. */
  acts: readonly { id: string; label: string }[]
  now: number
}

/** What was done, newest first: filtered by the page's address, longer when asked. */
export function AuditSection({ initial, filter, acts, now }: AuditSectionProps) {
  const t = useTranslations('audit')
  const router = useRouter()
  const list = usePages(
    initial,
    (page) => page.lines,
    (cursor) => `/api/admin/audit?${queryOf(filter)}&cursor=${cursor}`,
  )
  const choose = (changed: Partial<AuditFilter>) => {
    const query = queryOf({ ...filter, ...changed })
    router.replace(query === '' ? '/admin/audit' : `/admin/audit?${query}`, { scroll: false })
  }
  const labels = new Map(acts.map(({ id, label }) => [id, label]))
  return (
    <>
      <AuditFilters filter={filter} acts={acts} onChange={choose} />
      <ul className="mt-5">
        {list.items.map((line) => (
          <AuditRow
            key={line.id}
            line={line}
            act={labels.get(line.action) ?? line.action}
            now={now}
            onChoose={choose}
          />
        ))}
      </ul>
      {list.items.length === 0 && (
        <p className="border-line border-y py-5 text-ink-2">
          {isFiltered(filter) ? t('none') : t('noneYet')}
        </p>
      )}
      <MoreButton list={list} />
    </>
  )
}
