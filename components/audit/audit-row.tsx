'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import type { AuditLine } from '@/lib/admin/audit-view'
import { formatMoment } from '@/lib/format'
import { changed } from './changed'
import type { AuditFilter } from './filter'
import { useAuditWords } from './use-audit-words'

export type AuditRowProps = {
  line: AuditLine
  act: string
  now: number
  /** Lists only what this person did, or what was done to this. */
  onChoose: (changed: Partial<AuditFilter>) => void
}

const choice = 'rounded-photo text-left font-medium hover:underline [overflow-wrap:anywhere] max-desk:py-1'

/** One act: when, who, what, to whom and why; the rest behind a disclosure. */
export function AuditRow({ line, act, now, onChoose }: AuditRowProps) {
  const t = useTranslations('audit')
  const locale = useLocale()
  const zone = useZone()
  const { actor, subject, reason } = line
  const { whom } = useAuditWords(line, now)
  const who = actor.name ?? (actor.id === 'system' ? t('system') : actor.id)
  return (
    <li className="grid gap-x-4 gap-y-1 border-line border-b py-2.5 first:border-t desk:grid-cols-[7rem_minmax(0,1fr)]">
      <time dateTime={line.at} className="text-12 text-ink-3 tabular-nums leading-5">
        {formatMoment(locale, line.at, zone, now)}
      </time>
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <button
            type="button"
            title={t('onlyActor', { name: who })}
            onClick={() => onChoose({ actor: actor.id })}
            className={choice}
          >
            {who}
          </button>
          <span className="text-ink-2">{act}</span>
          {subject && whom && (
            <button
              type="button"
              title={t('onlySubject', { name: whom })}
              onClick={() => onChoose({ subject: subject.id })}
              className={choice}
            >
              {whom}
            </button>
          )}
        </p>
        {reason && <p className="text-ink-2 [overflow-wrap:anywhere]">{reason}</p>}
        <Changes line={line} now={now} />
      </div>
    </li>
  )
}

/** What was before and after in sight; everything that the act says besides behind a disclosure. */
function Changes({ line, now }: { line: AuditLine; now: number }) {
  const t = useTranslations('audit')
  const words = useAuditWords(line, now)
  const { before, after, ...rest } = line.detail
  const more = Object.entries(rest)
  return (
    <>
      {changed(before, after).map((part) => (
        <p key={part.name} className="text-12 text-ink-2 tabular-nums [overflow-wrap:anywhere]">
          {part.name && <span className="mr-2 text-ink-3">{words.part(part.name)}</span>}
          {t('beforeAfter', { before: words.value(part.before), after: words.value(part.after) })}
        </p>
      ))}
      {more.length > 0 && (
        <details className="text-12 text-ink-3">
          <summary className="w-fit cursor-pointer rounded-photo py-0.5 hover:text-ink">
            {t('details')}
          </summary>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 tabular-nums [overflow-wrap:anywhere]">
            {more.map(([name, value]) => (
              <div key={name} className="contents">
                <dt>{words.part(name)}</dt>
                <dd className="text-ink-2">{words.value(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  )
}
