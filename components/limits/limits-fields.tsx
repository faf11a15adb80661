'use client'

import { useTranslations } from 'next-intl'
import { useCards } from '@/components/models/cards'
import { Segmented } from '@/components/ui/segmented'
import { TextField } from '@/components/ui/text-field'
import { type LimitField, type LimitsProblem, type LimitsText, limitFields } from './limits-text'

const choices = ['all', 'some'] as const
const everyField: ReadonlySet<LimitField> = new Set(limitFields)

export type LimitsFieldsProps = {
  value: LimitsText
  problem: LimitsProblem | null
  /** What an empty field means. */
  hint: string
  /** The fields that can be typed into; usually all. */
  shown?: ReadonlySet<LimitField>
  onChange: (value: LimitsText) => void
}

/** Credits a day, jobs at once and the only models. */
export function LimitsFields({ value, problem, hint, shown = everyField, onChange }: LimitsFieldsProps) {
  const t = useTranslations('limits')
  const { models } = useCards()
  const chosen = new Set(value.models)
  return (
    <>
      {shown.has('credits') && (
        <TextField
          label={t('creditsADay')}
          hint={`${hint} ${t('dayHint')}`}
          value={value.credits}
          error={problem === 'credits' ? t('badCredits') : null}
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          onChange={(credits) => onChange({ ...value, credits })}
        />
      )}
      {shown.has('jobs') && (
        <TextField
          label={t('jobsAtOnce')}
          hint={shown.has('credits') ? undefined : hint}
          value={value.jobs}
          error={problem === 'jobs' ? t('badJobs') : null}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          onChange={(jobs) => onChange({ ...value, jobs })}
        />
      )}
      {shown.has('models') && (
        <Segmented
          label={t('models.label')}
          segments={choices.map((id) => ({ id, label: t(`models.${id}`) }))}
          value={value.models === null ? 'all' : 'some'}
          onChange={(id) => onChange({ ...value, models: id === 'all' ? null : [] })}
          className="justify-self-start"
        />
      )}
      {shown.has('models') && value.models && (
        <fieldset className="max-h-56 overflow-auto rounded-control border border-line px-3 py-1">
          <legend className="sr-only">{t('models.some')}</legend>
          {models.map(({ id, title }) => (
            <label key={id} className="flex min-h-8 cursor-pointer items-center gap-2.5 max-desk:min-h-11">
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={() => {
                  if (!chosen.delete(id)) chosen.add(id)
                  onChange({ ...value, models: [...chosen] })
                }}
                className="size-4 accent-(--mark)"
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
      {problem === 'models' && (
        <p role="alert" className="text-bad">
          {t('badModels')}
        </p>
      )}
    </>
  )
}
