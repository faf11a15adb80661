'use client'

import { Search, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'

export type SearchBoxProps = {
  field: RefObject<HTMLInputElement | null>
  value: string
  onChange: (value: string) => void
  label: string
  clearLabel: string
  maxLength?: number
  /** By key; a key that is handled does nothing else. */
  keys: Partial<Record<'ArrowDown' | 'Enter' | 'Escape', () => void>>
  /** Stands at the end while nothing is typed. */
  children?: ReactNode
}

/** A field that finds as one types. */
export function SearchBox({
  field,
  value,
  onChange,
  label,
  clearLabel,
  maxLength,
  keys,
  children,
}: SearchBoxProps) {
  function onKeyDown(event: KeyboardEvent) {
    // While a word is still being put together (Chinese), its keys are not ours.
    if (event.nativeEvent.isComposing) return
    const act = keys[event.key as keyof typeof keys]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  return (
    <search className="flex h-8 items-center gap-2 rounded-control border border-edge bg-panel pr-1.5 pl-2.5 focus-within:border-mark focus-within:shadow-[0_0_0_1px_var(--mark)] max-desk:h-11">
      <Search aria-hidden size={16} strokeWidth={1.6} className="shrink-0 text-ink-3" />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={maxLength}
        value={value}
        aria-label={label}
        placeholder={label}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="h-full min-w-0 flex-1 bg-transparent outline-none max-desk:text-[16px]"
      />
      {value === '' ? (
        children
      ) : (
        <button
          type="button"
          aria-label={clearLabel}
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
