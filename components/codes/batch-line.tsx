'use client'

import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Button, IconButton } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import type { BatchView } from '@/lib/admin/codes-view'
import { formatCredits, formatMoment, formatNumber } from '@/lib/format'
import { BatchState } from './batch-state'
import type { BatchAct } from './use-batch-acts'

export type BatchLineProps = {
  batch: BatchView
  onAct: (act: BatchAct) => void
  /** For dates (ms). */
  now: number
}

/** One batch: what for, what it gives, how it stands. */
export function BatchLine({ batch, onAct, now }: BatchLineProps) {
  const t = useTranslations('codes')
  const locale = useLocale()
  const timeZone = useZone()
  const at = (time: string) => formatMoment(locale, time, timeZone, now)
  const number = (count: number) => formatNumber(locale, count)
  const isOver = batch.state !== 'new' && batch.state !== 'open'
  return (
    <li className="grid min-h-15 grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 border-line border-b py-2 first:border-t max-desk:gap-x-2">
      <span className="min-w-0">
        <Link
          href={`/admin/codes/${batch.id}`}
          title={batch.note}
          className={`block truncate font-medium hover:underline ${isOver ? 'text-ink-3' : ''}`}
        >
          {batch.note}
        </Link>
        <span className="block text-12 text-ink-3">
          {t('what', {
            figure: formatCredits(locale, batch.amount),
            count: batch.count,
            codes: number(batch.count),
          })}
          {batch.uses > 1 && ` · ${t('usesEach', { count: batch.uses, figure: number(batch.uses) })}`}
        </span>
        <span className="block text-12 text-ink-3">
          {t('madeBy', { name: batch.createdBy, at: at(batch.createdAt) })}
          {batch.expiresAt && ` · ${t('until', { at: at(batch.expiresAt) })}`}
        </span>
      </span>
      <BatchState batch={batch} />
      <span className="flex w-9 justify-end max-desk:w-11">
        {!isOver && (
          <Menu
            label={t('actsOf', { note: batch.note })}
            trigger={
              <IconButton aria-label={t('actsOf', { note: batch.note })}>
                <Ellipsis aria-hidden size={16} strokeWidth={1.6} />
              </IconButton>
            }
          >
            {batch.state === 'new' && <MenuItem text={t('getCodes')} onAction={() => onAct('export')} />}
            <MenuItem text={t('cancel.action')} isBad onAction={() => onAct('cancel')} />
          </Menu>
        )}
      </span>
    </li>
  )
}

/** The same acts as buttons, on the batch's own page. */
export function BatchButtons({ batch, onAct }: Pick<BatchLineProps, 'batch' | 'onAct'>) {
  const t = useTranslations('codes')
  if (batch.state !== 'new' && batch.state !== 'open') return null
  return (
    <span className="flex flex-wrap gap-2">
      {batch.state === 'new' && (
        <Button variant="main" onPress={() => onAct('export')}>
          {t('getCodes')}
        </Button>
      )}
      <Button onPress={() => onAct('cancel')}>{t('cancel.action')}</Button>
    </span>
  )
}
