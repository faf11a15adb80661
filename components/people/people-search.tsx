'use client'

import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'

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
    <search className="flex h-9 items-center gap-2 rounded-control border border-edge bg-panel pr-1.5 pl-2.5 focus-within:border-mark focus-within:shadow-[0_0_0_1px_var(--mark)] max-desk:h-11">
      <Search aria-hidden size={16} strokeWidth={1.6} className="shrink-0 text-ink-3" />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={300}
        value={value}
        aria-label={t('find')}
        placeholder={t('find')}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While a word is still being put together (Chinese), its keys are not ours.
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onChange('')
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          onDown()
        }}
        className="h-full min-w-0 flex-1 bg-transparent outline-none max-desk:text-[16px]"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t('clear')}
          onClick={() => {
            onChange('')
            field.current?.focus()
          }}
          className="grid size-6 shrink-0 place-items-center rounded-control text-ink-3 hover:bg-well hover:text-ink max-desk:size-9"
        >
          <X aria-hidden size={14} strokeWidth={1.6} />
        </button>
      )}
    </search>
  )
}
