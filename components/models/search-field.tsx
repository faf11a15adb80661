'use client'

import { Search, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { Kbd } from '@/components/ui/kbd'

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
    const press = (event: globalThis.KeyboardEvent) => {
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

  function onKeyDown(event: KeyboardEvent) {
    // While a word is still being put together (Chinese), its keys are not ours.
    if (event.nativeEvent.isComposing) return
    const act = { ArrowDown: onDown, Enter: onEnter, Escape: query === '' ? onLeave : () => onChange('') }[
      event.key
    ]
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
        value={query}
        aria-label={t('find')}
        placeholder={t('find')}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        className="h-full min-w-0 flex-1 bg-transparent outline-none max-desk:text-[16px]"
      />
      {query === '' ? (
        <span className="max-desk:hidden">
          <Kbd>/</Kbd>
        </span>
      ) : (
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
