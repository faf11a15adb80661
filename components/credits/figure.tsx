'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useCredits } from '@/components/jobs/use-jobs'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { formatCredits } from '@/lib/format'
import type { CreditsView } from '@/lib/jobs/schema'

export type FigureProps = { userId: string; initial: CreditsView }

/** The one figure of the credits page: what is available, and below it what is held. */
export function Figure({ userId, initial }: FigureProps) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const { available, held } = useCredits(userId, initial)
  const all = toCredits(toThousandths(available) + toThousandths(held))
  return (
    <div>
      <p className="text-ink-2">{t('available')}</p>
      <p className="mt-0.5 mb-1 font-medium text-[48px] text-ink leading-[52px] tracking-[-0.04em] tabular-nums max-desk:text-[44px]">
        {t.rich('figure', {
          count: available,
          figure: formatCredits(locale, available),
          unit: (word) => <span className="font-normal text-18 text-ink-3 tracking-normal">{word}</span>,
        })}
      </p>
      <p className="text-12 text-ink-3 tabular-nums max-desk:text-[13px]">
        {t('heldLong', { held, figure: formatCredits(locale, held), all: formatCredits(locale, all) })}
      </p>
    </div>
  )
}
