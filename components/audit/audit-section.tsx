'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { call } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
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
  const [page, setPage] = useState(initial)
  const [status, setStatus] = useState<'idle' | 'loading' | 'failed'>('idle')
  const choose = (changed: Partial<AuditFilter>) => {
    const query = queryOf({ ...filter, ...changed })
    router.replace(query === '' ? '/admin/audit' : `/admin/audit?${query}`, { scroll: false })
  }
  const more = async () => {
    setStatus('loading')
    const query = new URLSearchParams([...new URLSearchParams(queryOf(filter)), ['cursor', page.next ?? '']])
    const answer = await call<AuditPage>(`/api/admin/audit?${query}`)
    setStatus(answer.ok ? 'idle' : 'failed')
    if (answer.ok) setPage({ lines: [...page.lines, ...answer.value.lines], next: answer.value.next })
  }
  const labels = new Map(acts.map(({ id, label }) => [id, label]))
  return (
    <>
      <AuditFilters filter={filter} acts={acts} onChange={choose} />
      <ul className="mt-5">
        {page.lines.map((line) => (
          <AuditRow
            key={line.id}
            line={line}
            act={labels.get(line.action) ?? line.action}
            now={now}
            onChoose={choose}
          />
        ))}
      </ul>
      {page.lines.length === 0 && (
        <p className="border-line border-y py-5 text-ink-2">
          {isFiltered(filter) ? t('none') : t('noneYet')}
        </p>
      )}
      {status === 'failed' && (
        <Note kind="bad" role="alert" className="mt-3" action={<Button onPress={more}>{t('again')}</Button>}>
          {t('failed')}
        </Note>
      )}
      {page.next && status !== 'failed' && (
        <Button className="mt-4" isPending={status === 'loading'} onPress={more}>
          {status === 'loading' ? t('loading') : t('more')}
        </Button>
      )}
    </>
  )
}
