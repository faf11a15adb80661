'use client'

import { useLocale, useTranslations } from 'next-intl'
import { toCredits } from '@/lib/credits/amount'
import { formatCredits } from '@/lib/format'
import { type FieldProps, Note, useFieldIds } from './frame'
import { useError, useForm, usePrices, useValue } from './use-form'

/** On or off. What it costs stands beside it where it costs something. */
export function SwitchBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const { store } = useForm()
  const ids = useFieldIds(path)
  const error = useError(path)
  const isOn = (useValue(path) ?? field.default) === true
  const [off, on] = usePrices(({ options }) => options[path]) ?? []
  const more = typeof on === 'number' && typeof off === 'number' ? on - off : 0
  return (
    <div data-field={path}>
      <label className="flex min-h-5 cursor-pointer items-center gap-3 max-desk:min-h-11">
        <span className="min-w-0 flex-1 font-medium text-pretty">
          {field.label}
          {more !== 0 && (
            <span className="ml-2 font-normal text-ink-3 tabular-nums">
              {t(more > 0 ? 'dearer' : 'cheaper', {
                figure: formatCredits(locale, toCredits(Math.abs(more))),
              })}
            </span>
          )}
        </span>
        <span className="relative inline-flex h-5 w-8 shrink-0 rounded-pill bg-edge transition-colors has-checked:bg-mark has-focus-visible:outline-2 has-focus-visible:outline-mark has-focus-visible:outline-offset-2">
          <input
            id={ids.input}
            type="checkbox"
            role="switch"
            checked={isOn}
            aria-checked={isOn}
            aria-describedby={error || field.hint ? ids.note : undefined}
            aria-invalid={error ? true : undefined}
            onChange={(event) => store.set(path, event.currentTarget.checked)}
            className="peer absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
          />
          <span className="pointer-events-none m-0.5 size-4 rounded-pill bg-white transition-transform peer-checked:translate-x-3 peer-checked:bg-on-mark" />
        </span>
      </label>
      <Note path={path} hint={field.hint} />
    </div>
  )
}
