'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { SearchBox } from '@/components/ui/search-box'

/** Longer than any name or address. */
const LONGEST = 300

export type PeopleSearchProps = {
  value: string
  onChange: (value: string) => void
  /** Down into the list. */
  onDown: () => void
}

/** Finds as one types; Escape empties it, the arrow leads into the list. */
export function PeopleSearch({ value, onChange, onDown }: PeopleSearchProps) {
  const t = useTranslations('admin.people')
  const field = useRef<HTMLInputElement>(null)
  return (
    <SearchBox
      field={field}
      value={value}
      onChange={onChange}
      label={t('find')}
      clearLabel={t('clear')}
      maxLength={LONGEST}
      keys={{ Escape: () => onChange(''), ArrowDown: onDown }}
    />
  )
}
