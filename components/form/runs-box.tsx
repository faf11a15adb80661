'use client'

import { useTranslations } from 'next-intl'
import { SegmentChoice } from './segment-choice'
import { useForm, useFormState } from './use-form'

const counts = [1, 2, 3, 4, 6, 8]

/** How often the same is asked: several tries side by side. */
export function RunsBox() {
  const t = useTranslations('form')
  const { id, store } = useForm()
  const runs = useFormState((state) => state.runs)
  const label = `${id}-runs-label`
  return (
    <div>
      <span id={label} className="mb-1.5 block font-medium">
        {t('runs')}
      </span>
      <SegmentChoice
        choices={counts.map((count) => ({ id: String(count), label: String(count), price: null }))}
        chosen={String(runs)}
        onChoose={(count) => store.patch({ runs: Number(count) })}
        labelledBy={label}
        describedBy={undefined}
        isBad={false}
        isRequired
      />
    </div>
  )
}
