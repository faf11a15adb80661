'use client'

import { useTranslations } from 'next-intl'
import { useCredits } from '@/components/jobs/use-jobs'
import { Note } from '@/components/ui/note'
import { toThousandths } from '@/lib/credits/amount'
import type { CreditsView } from '@/lib/jobs/schema'

export type LowNoteProps = {
  userId: string
  initial: CreditsView
  /** Below so many credits they run low. */
  below: number
  /** Credits of one background removal; null while it has no price. */
  each: number | null
}

/** Says when credits run low, and what they are enough for. */
export function LowNote({ userId, initial, below, each }: LowNoteProps) {
  const t = useTranslations('credits')
  const { available } = useCredits(userId, initial)
  const count = each ? Math.floor(toThousandths(available) / toThousandths(each)) : null
  return (
    <div role="status" className="max-w-prose not-empty:mt-4">
      {available < below && (
        <Note kind="warn" title={t('low')}>
          {count === null ? t('lowPlain') : t('lowEnough', { count })}
        </Note>
      )}
    </div>
  )
}
