'use client'

import { useTranslations } from 'next-intl'
import { Option } from '@/components/share/option'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import type { FilterPartsProps } from './filter-chips'
import { withPart } from './place'
import { useResultWords } from './use-result-words'

/** Where one can go in the list: there is no room for a scrubber on a phone. */
export type Months = {
  /** `2026-11`; empty where results do not lie by months. */
  names: readonly string[]
  /** The one that is looked at. */
  now: () => number
  onGo: (at: number) => void
}

export type FilterSheetProps = FilterPartsProps & {
  months: Months
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** All filters in a sheet from below, for a phone; what is chosen counts at once. */
export function FilterSheet({ place, onPlace, choices, months, isOpen, onOpenChange }: FilterSheetProps) {
  const t = useTranslations('gallery')
  const words = useResultWords()
  return (
    <Dialog
      title={t('filter')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button variant="quiet" onPress={() => onPlace({ q: place.q })}>
            {t('all')}
          </Button>
          <Button onPress={() => onOpenChange(false)}>{t('done')}</Button>
        </>
      }
    >
      <div className="grid gap-3">
        {months.names.length > 1 && (
          <Select
            label={t('goToMonth')}
            value={`${months.now()}`}
            options={months.names.map((name, at) => ({ id: `${at}`, label: words.monthOfYear(name) }))}
            onChange={(at) => {
              months.onGo(Number(at))
              onOpenChange(false)
            }}
          />
        )}
        {choices.map(
          ({ name, label, options }) =>
            options.length > 0 && (
              <Select
                key={name}
                label={label}
                value={place[name] ?? ''}
                options={[
                  { id: '', label: t('any') },
                  ...options.map(({ id, text }) => ({ id, label: text })),
                ]}
                onChange={(id) => onPlace(withPart(place, { [name]: id || undefined }))}
              />
            ),
        )}
        <TextField
          label={t('day')}
          type="date"
          value={place.day ?? ''}
          onChange={(day) => onPlace(withPart(place, { day: day || undefined }))}
        />
        <Option
          label={t('favourites')}
          isOn={place.favourite === true}
          onChange={(isOn) => onPlace(withPart(place, { favourite: isOn || undefined }))}
        />
        <Option
          label={t('trash')}
          isOn={place.trash === true}
          onChange={(isOn) => onPlace(isOn ? { trash: true } : {})}
        />
      </div>
    </Dialog>
  )
}
