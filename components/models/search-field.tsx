'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useEffect } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { SearchBox } from '@/components/ui/search-box'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

export type SearchFieldProps = {
  field: RefObject<HTMLInputElement | null>
  query: string
  onChange: (query: string) => void
  /** Down into the list. */
  onDown: () => void
  onEnter: () => void
  /** Escape with nothing typed. */
  onLeave: () => void
}

/** What is looked for. The slash puts the hands in it from anywhere on the page. */
export function SearchField({ field, query, onChange, onDown, onEnter, onLeave }: SearchFieldProps) {
  const t = useTranslations('models')

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return
      if (!field.current?.offsetParent) return
      event.preventDefault()
      field.current.focus()
      field.current.select()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [field])

  return (
    <SearchBox
      field={field}
      value={query}
      onChange={onChange}
      label={t('find')}
      clearLabel={t('clear')}
      keys={{
        ArrowDown: onDown,
        Enter: onEnter,
        Escape: query === '' ? onLeave : () => onChange(''),
      }}
    >
      <span className="max-desk:hidden">
        <Kbd>/</Kbd>
      </span>
    </SearchBox>
  )
}
