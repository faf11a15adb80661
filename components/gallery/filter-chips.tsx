'use client'

import { Star, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { Chip, ChoiceChip } from './chip'
import { type Place, withPart } from './place'
import type { Choice } from './use-choices'

export type FilterPartsProps = {
  place: Place
  onPlace: (place: Place) => void
  choices: readonly Choice[]
}

/** One press for each filter, beside each other. Their menus would cost each step of scrolling a millisecond. */
export const FilterChips = memo(function FilterChips({ place, onPlace, choices }: FilterPartsProps) {
  const t = useTranslations('gallery')
  const set = (part: Partial<Place>) => onPlace(withPart(place, part))
  return (
    <>
      {choices.map(({ name, label, options }) => (
        <ChoiceChip
          key={name}
          label={label}
          clearLabel={t('anyAgain')}
          options={options}
          value={place[name]}
          onChange={(id) => set({ [name]: id })}
        />
      ))}
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
        className={`h-7 shrink-0 rounded-pill border px-2.5 ${place.day ? 'border-transparent bg-mark-wash text-mark-ink' : 'border-line bg-panel text-ink-2'}`}
      />
      <Chip
        isOn={place.trash === true}
        onChange={(isOn) => onPlace(isOn ? { trash: true } : {})}
        icon={<Trash2 aria-hidden size={14} strokeWidth={1.6} />}
      >
        {t('trash')}
      </Chip>
    </>
  )
})
