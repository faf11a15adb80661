'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { MovementsView } from '@/lib/credits/movement-view'
import type { CreditsView } from '@/lib/jobs/schema'
import { MovementList } from './movement-list'
import { useMovements } from './use-movements'

export type MovementsProps = {
  initial: MovementsView
  /** The balance when `initial` was read, or before. */
  credits: CreditsView
  /** Month, zone and kind, as the API takes them. */
  query: string
  now: number
}

/** The list with what makes it longer. */
export function Movements({ initial, credits, query, now }: MovementsProps) {
  const t = useTranslations('credits')
  const { movements, next, loading, failed, more } = useMovements(initial, credits, query)
  if (movements.length === 0) return <p className="text-ink-2">{t('noneHere')}</p>
  return (
    <>
      <MovementList lines={movements} now={now} />
      {next !== null && (
        <div className="mt-4 flex items-center gap-3">
          <Button onPress={more} isPending={loading}>
            {loading ? t('loading') : t('showMore')}
          </Button>
          <p role="status" className="text-12 text-bad">
            {failed && t('moreFailed')}
          </p>
        </div>
      )}
    </>
  )
}
