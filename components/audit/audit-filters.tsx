'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { type AuditFilter, dayOf, dayStart, isFiltered, queryOf } from './filter'

/** Names of their own in every language. */
const formats = { csv: 'CSV', json: 'JSON' }

export type AuditFiltersProps = {
  filter: AuditFilter
  acts: readonly { id: string; label: string }[]
  onChange: (changed: Partial<AuditFilter>) => void
}

/** Who, what, to whom and when; and what is listed as a file. */
export function AuditFilters({ filter, acts, onChange }: AuditFiltersProps) {
  const t = useTranslations('audit')
  const [actor, setActor] = useState(filter.actor)
  const [subject, setSubject] = useState(filter.subject)
  const [from, setFrom] = useState(dayOf(filter.from))
  const [to, setTo] = useState(dayOf(filter.to, -1))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onChange({ actor: actor.trim(), subject: subject.trim(), from: dayStart(from), to: dayStart(to, 1) })
  }
  const href = (format: 'csv' | 'json') => `/api/admin/audit/export?format=${format}&${queryOf(filter)}`
  return (
    <form
      onSubmit={submit}
      className="grid grid-cols-2 items-end gap-3 max-desk:*:first:col-span-2 desk:grid-cols-[repeat(5,minmax(0,1fr))]"
    >
      <Select
        label={t('what')}
        value={filter.action}
        options={[{ id: '', label: t('anything') }, ...acts]}
        onChange={(action) => onChange({ action })}
      />
      <TextField
        label={t('who')}
        placeholder={t('idHint')}
        value={actor}
        onChange={setActor}
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        label={t('whom')}
        placeholder={t('idHint')}
        value={subject}
        onChange={setSubject}
        maxLength={200}
        autoComplete="off"
      />
      <TextField label={t('from')} type="date" value={from} onChange={setFrom} />
      <TextField label={t('to')} type="date" value={to} onChange={setTo} />
      <div className="col-span-full flex flex-wrap items-center gap-2">
        <Button type="submit">{t('filters')}</Button>
        {isFiltered(filter) && (
          <Button
            variant="quiet"
            onPress={() => onChange({ actor: '', action: '', subject: '', from: '', to: '' })}
          >
            {t('clear')}
          </Button>
        )}
        <span className="flex-1" />
        <LinkButton variant="quiet" download href={href('csv')} aria-label={t('downloadCsv')}>
          <Download aria-hidden size={16} strokeWidth={1.6} />
          {formats.csv}
        </LinkButton>
        <LinkButton variant="quiet" download href={href('json')} aria-label={t('downloadJson')}>
          <Download aria-hidden size={16} strokeWidth={1.6} />
          {formats.json}
        </LinkButton>
      </div>
    </form>
  )
}
