'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Figure, Figures } from '@/components/charts/figures'
import { useZone } from '@/components/jobs/use-zone'
import type { OverviewView } from '@/lib/admin/overview-view'
import { formatBytes, formatMoment, formatNumber } from '@/lib/format'
import { formatShare } from './share'

/** In place of a figure that nobody knows yet. */
const UNKNOWN = '–'

export function OverviewFigures({ view, now }: { view: OverviewView; now: number }) {
  const t = useTranslations('overview')
  const locale = useLocale()
  const zone = useZone()
  const { total, days, balance, storage } = view
  const moment = (at: string) => formatMoment(locale, at, zone, now)
  /** At a glance: thousandths matter in the books. */
  const round = (credits: number) => formatNumber(locale, credits, credits >= 100 ? 0 : 1)
  const tried = total.done + total.failed
  return (
    <Figures>
      <Figure
        title={t('jobs')}
        figure={formatNumber(locale, total.jobs)}
        hint={t('today', { figure: formatNumber(locale, days.at(-1)?.jobs ?? 0) })}
      />
      <Figure
        title={t('succeeded')}
        figure={tried === 0 ? UNKNOWN : formatShare(locale, total.done / tried)}
        hint={tried === 0 ? t('noneEnded') : t('failedCount', { count: total.failed })}
      />
      <Figure
        title={t('paid')}
        figure={round(total.paid)}
        hint={t('charged', { figure: round(total.consumed) })}
      />
      <Figure
        title={t('balance')}
        figure={balance.credits === null ? UNKNOWN : formatNumber(locale, balance.credits, 0)}
        hint={<BalanceHint balance={balance} moment={moment} />}
        isBad={balance.state === 'refused'}
      />
      <Figure
        title={t('storage')}
        figure={storage ? formatBytes(locale, storage.bytes) : UNKNOWN}
        hint={
          storage === null
            ? t('notMeasured')
            : storage.capacity === null
              ? t('asOf', { at: moment(storage.at) })
              : t('ofDisk', { size: formatBytes(locale, storage.capacity), at: moment(storage.at) })
        }
      />
    </Figures>
  )
}

type BalanceHintProps = { balance: OverviewView['balance']; moment: (at: string) => string }

function BalanceHint({ balance, moment }: BalanceHintProps) {
  const t = useTranslations('overview')
  if (balance.isSandbox) return t('sandbox')
  if (balance.state === 'asking') return t('asking')
  if (balance.state === 'refused') return t('refused')
  if (balance.state === 'unavailable') {
    return balance.at ? t('unavailableAt', { at: moment(balance.at) }) : t('unavailable')
  }
  return balance.days === null ? t('idle') : t('lasts', { days: balance.days })
}
