'use client'

import { useTranslations } from 'next-intl'
import { Note } from '@/components/ui/note'
import { useProblemWords } from './problem-words'
import type { TrayItem } from './tray'

/** Names are given for a few; the tiles show the rest. */
const NAMED = 3

/** Which pictures stay behind and why, once, above the run button. */
export function LeftOut({ items }: { items: readonly TrayItem[] }) {
  const t = useTranslations('studio')
  const { sentence } = useProblemWords()
  if (items.length === 0) return null
  const named = items.slice(0, NAMED)
  return (
    <Note kind="bad" role="status" title={t('stayBehind', { count: items.length })} className="mb-3">
      {named.map((item) => (
        <span key={item.id} className="block break-words">
          {t('because', { name: item.name, reason: sentence(item) })}
        </span>
      ))}
      {items.length > NAMED && <span className="block">{t('andMore', { count: items.length - NAMED })}</span>}
      {t('notCharged')}
    </Note>
  )
}
