'use client'

import { useTranslations } from 'next-intl'
import { MoreButton } from '@/components/pages/more-button'
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
  const list = useMovements(initial, credits, query)
  if (list.items.length === 0) return <p className="text-ink-2">{t('noneHere')}</p>
  return (
    <>
      <MovementList lines={list.items} now={now} />
      <MoreButton list={list} />
    </>
  )
}
