'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useCards } from '@/components/models/cards'
import { taskGroups } from '@/components/models/groups'
import type { BoardView } from '@/lib/gallery/schema'

const kinds = ['image', 'video', 'audio', 'text'] as const

export type Choice = {
  name: 'tool' | 'model' | 'board' | 'kind'
  label: string
  options: readonly { id: string; text: string }[]
}

/** The filters with one of several values, in their order. @param models ids of those that results come from */
export function useChoices(models: readonly string[], boards: readonly BoardView[]): Choice[] {
  const t = useTranslations('gallery')
  const groups = useTranslations('models.groups')
  const { models: cards } = useCards()
  return useMemo(
    () => [
      {
        name: 'tool',
        label: t('tool'),
        options: [
          ...taskGroups.map((id) => ({ id, text: groups(id) })),
          { id: 'finish', text: t('finished') },
        ],
      },
      {
        name: 'model',
        label: t('model'),
        options: models.map((id) => ({ id, text: cards.find((card) => card.id === id)?.title ?? id })),
      },
      { name: 'board', label: t('board'), options: boards.map(({ id, name }) => ({ id, text: name })) },
      { name: 'kind', label: t('kind'), options: kinds.map((id) => ({ id, text: t(`kinds.${id}`) })) },
    ],
    [t, groups, cards, models, boards],
  )
}
