'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useCredits } from '@/components/jobs/use-jobs'
import { formatCredits } from '@/lib/format'
import type { CreditsView } from '@/lib/jobs/schema'

export type BalanceProps = { userId: string; initial: CreditsView }

/** What may be spent, live, in the header. */
export function Balance({ userId, initial }: BalanceProps) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const { available, held } = useCredits(userId, initial)
  return (
    <Link
      href="/credits"
      className="flex items-baseline gap-1.5 whitespace-nowrap rounded-control px-2.5 py-[5px] text-ink-2 tabular-nums hover:bg-well"
    >
      <span>
        {t.rich('balance', {
          count: available,
          figure: formatCredits(locale, available),
          b: (figure) => <b className="font-strong text-ink">{figure}</b>,
        })}
      </span>
      {held > 0 && (
        <span className="text-ink-3 max-desk:hidden">
          {t('heldShort', { figure: formatCredits(locale, held) })}
        </span>
      )}
    </Link>
  )
}
