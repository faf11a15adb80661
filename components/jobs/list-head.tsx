'use client'

import { WifiOff } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { LiveDot } from '@/components/ui/live-dot'
import { formatCredits, formatTime } from '@/lib/format'
import type { JobsState } from './job-store'
import { useZone } from './use-zone'

/** How many run and wait; and whether what is shown is of now. */
export function ListHead({ state }: { state: JobsState }) {
  const t = useTranslations('jobs')
  const locale = useLocale()
  const timeZone = useZone()
  const { status, heardAt, loaded, credits } = state
  const counts = { running: state.counts.running + state.counts.storing, waiting: state.counts.queued }
  const busy = counts.running + counts.waiting > 0
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-2 px-4">
        <h2 className="flex-1 font-strong text-13 max-desk:text-15">{t('title')}</h2>
        <p
          role="status"
          className="flex items-center gap-2 text-12 text-ink-2 tabular-nums max-desk:text-[13px]"
        >
          {busy && status !== 'stale' && <LiveDot />}
          {loaded && (busy ? t('counts', counts) : t('noneRunning'))}
          {busy && (
            <span className="text-ink-3 desk:hidden">
              {t('heldSum', { figure: formatCredits(locale, credits?.held ?? 0) })}
            </span>
          )}
        </p>
      </div>
      <div role="status" className="shrink-0 px-4 empty:hidden" data-live-status={status}>
        {status === 'stale' && (
          <p className="mb-2 flex gap-2 rounded-control bg-well p-3 text-12 text-ink-2">
            <WifiOff aria-hidden size={16} strokeWidth={1.6} className="shrink-0" />
            <span className="text-pretty">
              <b className="font-strong text-ink">{t('lost')}</b>{' '}
              {heardAt ? t('listOf', { time: formatTime(locale, heardAt, timeZone) }) : t('healing')}
            </span>
          </p>
        )}
        {status === 'polling' && <p className="mb-2 text-12 text-ink-3">{t('polling')}</p>}
      </div>
    </>
  )
}
