'use client'

import { Dices, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { fieldBox } from '@/components/ui/field'
import { parseNumber } from '@/lib/format'
import { type FieldProps, Frame, useFieldIds } from './frame'
import { rollSeed } from './numbers'
import { useError, useForm, useValue } from './use-form'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const
const button =
  'grid size-8 shrink-0 place-items-center rounded-control text-ink-3 hover:text-ink max-desk:size-11'

/** The number that makes a result repeatable; without one each run is new. */
export function SeedBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const { store } = useForm()
  const ids = useFieldIds(path)
  const error = useError(path)
  const held = useValue(path)
  // KIE's defaults 0 and −1 stand for none; any other is a seed of its own.
  const value = held ?? (field.default === 0 || field.default === -1 ? undefined : field.default)
  return (
    <Frame field={field} path={path} aside={value === undefined ? t('seedFree') : undefined}>
      <div className={`${fieldBox} h-8 pr-0 max-desk:h-11 ${error ? 'border-bad' : 'border-edge'}`}>
        <input
          id={ids.input}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={error || field.hint ? ids.note : undefined}
          value={value === undefined ? '' : String(value)}
          onChange={({ currentTarget }) =>
            store.set(
              path,
              currentTarget.value.trim() === ''
                ? undefined
                : (parseNumber(currentTarget.value) ?? currentTarget.value),
            )
          }
          className="h-full w-full min-w-0 bg-transparent tabular-nums outline-none max-desk:text-[16px]"
        />
        {held !== undefined && (
          <button
            type="button"
            aria-label={t('seedClear')}
            onClick={() => store.set(path, undefined)}
            className={`${button} -mr-2`}
          >
            <X {...icon} size={14} />
          </button>
        )}
        <button
          type="button"
          aria-label={t('seedRoll')}
          title={t('seedRoll')}
          onClick={() => store.set(path, rollSeed(field))}
          className={button}
        >
          <Dices {...icon} />
        </button>
      </div>
    </Frame>
  )
}
