'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Part } from './text-parts'

/** Longer lists come closed. */
const OPEN_UP_TO = 12
/** And of very long ones only the first are drawn; all of them are in the file. */
const MOST = 500

function Fold({ title, isOpen, children }: { title: string; isOpen: boolean; children: React.ReactNode }) {
  return (
    <details open={isOpen} className="group">
      <summary className="flex cursor-pointer list-none items-center gap-1 text-ink-3 hover:text-ink">
        <ChevronRight
          aria-hidden
          size={14}
          strokeWidth={1.6}
          className="shrink-0 transition-transform group-open:rotate-90"
        />
        {title}
      </summary>
      {children}
    </details>
  )
}

/** Parts under their names, lists to be opened. Names are the model's own. */
export function Structure({ part }: { part: Part }) {
  const t = useTranslations('stage')
  if (part.kind === 'value') return <span className="break-words">{part.text}</span>
  if (part.kind === 'list') {
    return (
      <Fold
        title={t('text.items', { count: part.entries.length })}
        isOpen={part.entries.length <= OPEN_UP_TO}
      >
        <ol className="mt-1.5 grid gap-2.5 border-line border-l pl-4">
          {part.entries.slice(0, MOST).map(([name, item]) => (
            <li key={name} className="min-w-0">
              <Structure part={item} />
            </li>
          ))}
        </ol>
        {part.entries.length > MOST && <p className="mt-2 text-12 text-ink-3">{t('text.more')}</p>}
      </Fold>
    )
  }
  return (
    <dl className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {part.entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="measured break-words text-ink-3 leading-5">{name}</dt>
          <dd className="min-w-0">
            <Structure part={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
