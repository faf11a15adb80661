'use client'

import { Grid2x2, Grid3x3, Star, Trash2 } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useCards } from '@/components/models/cards'
import { taskGroups } from '@/components/models/groups'
import { SearchBox } from '@/components/ui/search-box'
import { Segmented } from '@/components/ui/segmented'
import { formatNumber } from '@/lib/format'
import { SEARCH_MAX } from '@/lib/gallery/bounds'
import type { BoardView } from '@/lib/gallery/schema'
import { Chip, ChoiceChip } from './chip'
import { isFiltered, type Place } from './place'

export const densities = ['small', 'large'] as const
export type Density = (typeof densities)[number]
const signs = { small: Grid3x3, large: Grid2x2 }
const kinds = ['image', 'video', 'audio', 'text'] as const

/** Typing is searched for when it pauses (ms). */
const PAUSE_MS = 250

export type FilterBarProps = {
  place: Place
  onPlace: (place: Place) => void
  boards: readonly BoardView[]
  /** Ids of the models that results of this person come from. */
  models: readonly string[]
  count: number | null
  density: Density
  onDensity: (density: Density) => void
}

/** What is shown: words, and one press for each filter. All of it is in the address. */
export function FilterBar({ place, onPlace, boards, models, count, density, onDensity }: FilterBarProps) {
  const t = useTranslations('gallery')
  const groups = useTranslations('models.groups')
  const locale = useLocale()
  const { models: cards } = useCards()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(place.q ?? '')
  const latest = useRef({ place, onPlace })
  latest.current = { place, onPlace }

  useEffect(() => {
    const { place, onPlace } = latest.current
    if (typed.trim() === (place.q ?? '')) return
    const timer = setTimeout(() => onPlace({ ...place, q: typed.trim() || undefined }), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const set = (part: Partial<Place>) => onPlace({ ...place, ...part })
  return (
    <div className="flex min-h-14 items-center gap-2 border-line border-b px-6 max-desk:flex-wrap max-desk:px-3 max-desk:py-2">
      <div className="w-66 shrink-0 max-desk:w-full">
        <SearchBox
          field={field}
          value={typed}
          onChange={setTyped}
          label={t('search')}
          clearLabel={t('clearSearch')}
          maxLength={SEARCH_MAX}
          keys={{ Escape: () => setTyped('') }}
        />
      </div>
      <div className="flex min-w-0 flex-1 items-center gap-2 overflow-x-auto p-1 [scrollbar-width:none] max-desk:-mx-3 max-desk:basis-full max-desk:px-3">
        <ChoiceChip
          label={t('tool')}
          clearLabel={t('anyAgain')}
          options={[
            ...taskGroups.map((id) => ({ id, text: groups(id) })),
            { id: 'finish', text: t('finished') },
          ]}
          value={place.tool}
          onChange={(tool) => set({ tool })}
        />
        <ChoiceChip
          label={t('model')}
          clearLabel={t('anyAgain')}
          options={models.map((id) => ({ id, text: cards.find((card) => card.id === id)?.title ?? id }))}
          value={place.model}
          onChange={(model) => set({ model })}
        />
        <ChoiceChip
          label={t('board')}
          clearLabel={t('anyAgain')}
          options={boards.map(({ id, name }) => ({ id, text: name }))}
          value={place.board}
          onChange={(board) => set({ board, trash: undefined })}
        />
        <ChoiceChip
          label={t('kind')}
          clearLabel={t('anyAgain')}
          options={kinds.map((id) => ({ id, text: t(`kinds.${id}`) }))}
          value={place.kind}
          onChange={(kind) => set({ kind })}
        />
        <Chip
          isOn={place.favourite === true}
          onChange={(isOn) => set({ favourite: isOn || undefined })}
          icon={<Star aria-hidden size={14} strokeWidth={1.6} />}
        >
          {t('favourites')}
        </Chip>
        <input
          type="date"
          aria-label={t('day')}
          title={t('day')}
          value={place.day ?? ''}
          onChange={(event) => set({ day: event.currentTarget.value || undefined })}
          className={`h-7 shrink-0 rounded-pill border px-2.5 max-desk:h-9 ${place.day ? 'border-transparent bg-mark-wash text-mark-ink' : 'border-line bg-panel text-ink-2'}`}
        />
        <Chip
          isOn={place.trash === true}
          onChange={(isOn) => onPlace(isOn ? { trash: true } : {})}
          icon={<Trash2 aria-hidden size={14} strokeWidth={1.6} />}
        >
          {t('trash')}
        </Chip>
        {isFiltered(place) && (
          <button
            type="button"
            onClick={() => {
              setTyped('')
              onPlace({ board: place.board, trash: place.trash })
            }}
            className="link shrink-0 px-1"
          >
            {t('all')}
          </button>
        )}
      </div>
      {count !== null && (
        <span role="status" className="shrink-0 text-12 text-ink-3 tabular-nums max-wide:sr-only">
          {t('count', { count, figure: formatNumber(locale, count) })}
        </span>
      )}
      <Segmented
        label={t('height')}
        className="shrink-0 max-desk:hidden"
        value={density}
        onChange={onDensity}
        segments={densities.map((id) => {
          const Sign = signs[id]
          return {
            id,
            label: t(`heights.${id}`),
            icon: <Sign aria-hidden size={16} strokeWidth={1.6} />,
            iconOnly: true,
          }
        })}
      />
    </div>
  )
}
