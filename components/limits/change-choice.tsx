'use client'

import { useTranslations } from 'next-intl'
import { type LimitField, limitFields } from './limits-text'

const labels = {
  group: 'group',
  credits: 'creditsADay',
  jobs: 'jobsAtOnce',
  models: 'models.label',
} as const

export type ChangeChoiceProps = {
  value: ReadonlySet<LimitField>
  error: string | null
  onChange: (value: ReadonlySet<LimitField>) => void
}

/** Which fields change for several people; the others stay as they are. */
export function ChangeChoice({ value, error, onChange }: ChangeChoiceProps) {
  const t = useTranslations('limits')
  return (
    <fieldset>
      <legend className="font-medium">{t('changes')}</legend>
      <p className="mb-1 text-12 text-ink-3">{t('changesHint')}</p>
      <div className="flex flex-wrap gap-x-5">
        {limitFields.map((field) => (
          <label key={field} className="flex min-h-8 cursor-pointer items-center gap-2.5 max-desk:min-h-11">
            <input
              type="checkbox"
              checked={value.has(field)}
              onChange={() => {
                const next = new Set(value)
                if (!next.delete(field)) next.add(field)
                onChange(next)
              }}
              className="size-4 accent-(--mark)"
            />
            {t(labels[field])}
          </label>
        ))}
      </div>
      {error && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
