'use client'

import { Grid2x2, Grid3x3, SlidersHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import { SearchBox } from '@/components/ui/search-box'
import { Segmented } from '@/components/ui/segmented'
import { formatNumber } from '@/lib/format'
import { SEARCH_MAX } from '@/lib/gallery/bounds'
import type { BoardView } from '@/lib/gallery/schema'
import { FilterChips } from './filter-chips'
import type { Months } from './filter-sheet'
import { filtersIn, isFiltered, type Place } from './place'
import { useChoices } from './use-choices'
import { useSearchWords } from './use-search-words'

const FilterSheet = dynamic(
  persistent(() => import('./filter-sheet').then((part) => part.FilterSheet)),
  { ssr: false },
)

export const densities = ['small', 'large'] as const
export type Density = (typeof densities)[number]
const signs = { small: Grid3x3, large: Grid2x2 }

export type FilterBarProps = {
  place: Place
  onPlace: (place: Place) => void
  boards: readonly BoardView[]
  /** Ids of the models that results of this person come from. */
  models: readonly string[]
  months: Months
  count: number | null
  density: Density
  onDensity: (density: Density) => void
}

/** What is shown: words, and one press for each filter. All of it is in the address. */
export function FilterBar(props: FilterBarProps) {
  const { place, onPlace, boards, models, months, count, density, onDensity } = props
  const t = useTranslations('gallery')
  const locale = useLocale()
  const choices = useChoices(models, boards)
  const [isSheetOpen, setSheetOpen] = useState<boolean | null>(null)
  const filters = filtersIn(place)
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useSearchWords(place, onPlace)
  return (
    <div className="flex min-h-14 items-center gap-2 border-line border-b px-6 max-desk:px-3 max-desk:py-2">
      <div className="w-66 shrink-0 max-desk:w-auto max-desk:min-w-0 max-desk:flex-1">
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
      <div className="flex min-w-0 flex-1 items-center gap-2 overflow-x-auto p-1 [scrollbar-width:none] max-desk:hidden">
        <FilterChips {...{ place, onPlace, choices }} />
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
      <Button
        onPress={() => setSheetOpen(true)}
        className={`desk:hidden ${filters > 0 ? 'border-transparent! bg-mark-wash! text-mark-ink!' : ''}`}
      >
        <SlidersHorizontal aria-hidden size={16} strokeWidth={1.6} />
        {filters > 0 ? t('filterOf', { count: filters }) : t('filter')}
      </Button>
      {isSheetOpen !== null && (
        <FilterSheet
          {...{ place, onPlace, choices, months }}
          isOpen={isSheetOpen}
          onOpenChange={setSheetOpen}
        />
      )}
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
