'use client'

import { Minus, Plus } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import type { FieldView } from '@/lib/catalog/view'
import { formatNumber, parseNumber } from '@/lib/format'
import { maxOf } from './fields'
import { type FieldProps, Frame, useFieldIds } from './frame'
import { digitsOf, stepOf, stepped } from './numbers'
import { useError, useForm, useFormState, useValue } from './use-form'

/** A number as the form holds it: what cannot be read as one stays as it was typed. */
const heldValue = (field: FieldView, text: string): unknown => {
  if (text.trim() === '') return undefined
  const number = parseNumber(text)
  return number === null ? text : field.type === 'numeric' ? String(number) : number
}

/** A number by typing, by − and +, by the arrow keys, and by a slider where both ends are known. */
export function NumberBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const { store, model } = useForm()
  const ids = useFieldIds(path)
  const error = useError(path)
  const held = useValue(path)
  const max = useFormState(({ values }) => maxOf(field, model.fields, values))
  const { min } = field
  const step = stepOf(field)
  const digits = digitsOf(step)
  const value = held ?? field.default
  const number = parseNumber(String(value ?? ''))
  /** While someone types, their text stands: "0," is on its way to be a number. */
  const [typing, setTyping] = useState<string | null>(null)
  const text = typing ?? (value === undefined ? '' : String(value))
  const figure = (n: number) => formatNumber(locale, n, digits)
  const set = (next: unknown) => store.set(path, next)
  const move = (steps: number) => {
    setTyping(null)
    set(heldValue(field, String(stepped(number, steps, { min, max, step }))))
  }
  const keys: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = keys[event.key]
    if (!steps) return
    event.preventDefault()
    move(steps)
  }
  const aside =
    min !== undefined && max !== undefined
      ? t('fromTo', { min: figure(min), max: figure(max) })
      : min !== undefined
        ? t('atLeast', { min: figure(min) })
        : max !== undefined
          ? t('upTo', { max: figure(max) })
          : !field.required && t('optional')
  const hasSlider = min !== undefined && max !== undefined && (max - min) / step <= 1_000
  const isOff =
    number !== null && ((min !== undefined && number < min) || (max !== undefined && number > max))
  const isBad = error !== undefined || isOff || (number === null && text.trim() !== '' && typing === null)
  const button =
    'grid h-full w-8 shrink-0 place-items-center text-ink-3 hover:text-ink disabled:opacity-40 max-desk:w-11'
  return (
    <Frame field={field} path={path} aside={aside}>
      <div className="flex items-center gap-4">
        {hasSlider && (
          <input
            type="range"
            aria-labelledby={ids.label}
            aria-valuetext={number === null ? t('notSet') : figure(number)}
            min={min}
            max={max}
            step={step}
            value={number ?? min}
            onChange={(event) => {
              setTyping(null)
              set(heldValue(field, event.currentTarget.value))
            }}
            className={`form-slider min-w-0 flex-1 ${number === null ? 'is-empty' : ''}`}
            style={{ '--v': `${portion(number ?? min, min, max)}%` } as React.CSSProperties}
          />
        )}
        <div
          className={`flex h-8 items-center overflow-hidden rounded-control border bg-panel focus-within:border-mark focus-within:shadow-[0_0_0_1px_var(--mark)] max-desk:h-11 ${hasSlider ? 'w-32 max-desk:w-40' : 'w-full'} ${isBad ? 'border-bad' : 'border-edge'}`}
        >
          <button
            type="button"
            aria-label={t('less', { field: field.label })}
            disabled={number !== null && min !== undefined && number <= min}
            onClick={() => move(-1)}
            className={button}
          >
            <Minus aria-hidden size={14} strokeWidth={1.6} />
          </button>
          <input
            id={ids.input}
            type="text"
            inputMode={step < 1 ? 'decimal' : 'numeric'}
            autoComplete="off"
            role="spinbutton"
            aria-valuenow={number ?? undefined}
            aria-valuemin={min}
            aria-valuemax={max}
            aria-required={field.required || undefined}
            aria-invalid={isBad || undefined}
            aria-describedby={error || field.hint ? ids.note : undefined}
            value={text}
            onChange={(event) => {
              setTyping(event.currentTarget.value)
              set(heldValue(field, event.currentTarget.value))
            }}
            onBlur={() => setTyping(null)}
            onKeyDown={onKeyDown}
            className="h-full min-w-0 flex-1 bg-transparent text-center tabular-nums outline-none max-desk:text-[16px]"
          />
          <button
            type="button"
            aria-label={t('more', { field: field.label })}
            disabled={number !== null && max !== undefined && number >= max}
            onClick={() => move(1)}
            className={button}
          >
            <Plus aria-hidden size={14} strokeWidth={1.6} />
          </button>
        </div>
      </div>
    </Frame>
  )
}

const portion = (value: number, min: number, max: number) =>
  max > min ? Math.min(100, Math.max(0, ((value - min) / (max - min)) * 100)) : 0
