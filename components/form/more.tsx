'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FieldView } from '@/lib/catalog/view'
import { Field } from './field'
import { saysNothing } from './fields'
import { RunsBox } from './runs-box'
import { useForm, useFormState } from './use-form'

/** So many names fit in one line. */
const NAMED = 4

/** "File format" inside a line; "NSFW filter" stays. */
const inLine = (label: string) =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase() + label.slice(1)

/** What is rarely changed, folded under its names; the count says what was changed there all the same. */
export function More({ fields }: { fields: readonly FieldView[] }) {
  const t = useTranslations('form')
  const { id, store } = useForm()
  const isOpen = useFormState((state) => state.isOpen)
  const changed = useFormState(
    ({ values, runs }) =>
      fields.filter(({ name }) => values[name] !== undefined && !saysNothing(values[name])).length +
      (runs > 1 ? 1 : 0),
  )
  const names = [...fields.map(({ label }) => inLine(label)), t('runsInLine')]
  const list = names.slice(0, NAMED).join(t('comma')) + (names.length > NAMED ? t('andOthers') : '')
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={`${id}-more`}
        onClick={() => store.patch({ isOpen: !isOpen })}
        className="flex w-full items-start gap-2 text-left text-ink-2 hover:text-ink max-desk:min-h-11 max-desk:items-center"
      >
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.6}
          className={`mt-0.5 shrink-0 transition-transform ${isOpen ? 'rotate-90' : ''}`}
        />
        <span className="min-w-0">
          {t('moreFields', { names: list })}
          {changed > 0 && (
            <span className="ml-2 text-12 text-mark-ink">{t('changed', { count: changed })}</span>
          )}
        </span>
      </button>
      <div id={`${id}-more`} hidden={!isOpen} className="mt-5 grid gap-5">
        {isOpen && (
          <>
            {fields.map((field) => (
              <Field key={field.name} field={field} path={field.name} />
            ))}
            <RunsBox />
          </>
        )}
      </div>
    </div>
  )
}
