'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { fieldBox } from '@/components/ui/field'
import { parseNumber } from '@/lib/format'
import { type FieldProps, Frame, useFieldIds } from './frame'
import { useError, useForm, useValue } from './use-form'

const partsOf = (text: string) =>
  text
    .split(/[\n,;，、；]/)
    .map((part) => part.trim())
    .filter(Boolean)

/** Several short values: each becomes a chip with Enter or a comma, Backspace takes the last away. */
export function ChipsBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const { store } = useForm()
  const ids = useFieldIds(path)
  const error = useError(path)
  const value = useValue(path)
  const chips: readonly (string | number)[] = Array.isArray(value) ? value : []
  const [text, setText] = useState('')
  const { maxItems } = field
  const set = (next: readonly unknown[]) => store.set(path, next.length > 0 ? next : undefined)
  const add = (typed: string) => {
    const parts = partsOf(typed).map((part) =>
      field.itemType === 'integer' ? (parseNumber(part) ?? part) : part,
    )
    if (parts.length > 0) set([...new Set([...chips, ...parts])])
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      add(text)
    }
    if (event.key === 'Backspace' && text === '' && chips.length > 0) set(chips.slice(0, -1))
  }
  const aside = maxItems !== undefined ? t('upTo', { max: maxItems }) : !field.required && t('optional')
  return (
    <Frame field={field} path={path} aside={aside}>
      <div
        className={`${fieldBox} min-h-8 flex-wrap gap-1 py-1 pl-1 max-desk:min-h-11 ${error ? 'border-bad' : 'border-edge'}`}
      >
        {chips.map((chip, index) => (
          <span
            key={chip}
            className="inline-flex min-w-0 items-center rounded-[4px] bg-well pl-2 max-desk:min-h-9"
          >
            <span className="truncate">{chip}</span>
            <button
              type="button"
              aria-label={t('takeAway', { name: String(chip) })}
              onClick={() => set(chips.toSpliced(index, 1))}
              className="grid size-6 shrink-0 place-items-center text-ink-3 hover:text-ink max-desk:size-9"
            >
              <X aria-hidden size={12} strokeWidth={2} />
            </button>
          </span>
        ))}
        <input
          id={ids.input}
          type="text"
          autoComplete="off"
          inputMode={field.itemType === 'integer' ? 'numeric' : undefined}
          aria-required={field.required || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || field.hint ? ids.note : undefined}
          placeholder={chips.length === 0 ? t('chipsHow') : undefined}
          value={text}
          onChange={({ currentTarget }) =>
            /[\n,;，、；]/.test(currentTarget.value) ? add(currentTarget.value) : setText(currentTarget.value)
          }
          onKeyDown={onKeyDown}
          onBlur={() => add(text)}
          className="h-6 min-w-24 flex-1 bg-transparent px-2 outline-none max-desk:h-9 max-desk:text-[16px]"
        />
      </div>
    </Frame>
  )
}
