'use client'

import { Scaling, Scissors } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import type { ModelView } from '@/lib/catalog/view'
import { formatCredits } from '@/lib/format'

const icons = { 'background-removal': Scissors, upscale: Scaling }

export type ToolsProps = { models: readonly ModelView[]; chosen: string; onChoose: (id: string) => void }

/** Which tool, with its price. A list beside the table, a row of two on a phone. */
export function Tools({ models, chosen, onChoose }: ToolsProps) {
  const t = useTranslations('studio')
  const locale = useLocale()
  const name = useId()
  return (
    <div role="radiogroup" aria-label={t('tool')} className="flex gap-0.5 desk:flex-col">
      {models.map((model) => {
        const Icon = icons[model.task]
        return (
          <label
            key={model.id}
            title={model.sentence}
            className="relative grid h-10 min-w-0 flex-1 cursor-pointer grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-3 rounded-control px-3 text-ink-2 hover:bg-well has-checked:bg-well has-checked:font-strong has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-mark desk:flex-none max-desk:h-12 max-desk:gap-2 max-desk:px-2"
          >
            <input
              type="radio"
              name={name}
              value={model.id}
              checked={model.id === chosen}
              onChange={() => onChoose(model.id)}
              className="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
            />
            <Icon aria-hidden size={16} strokeWidth={1.6} />
            <span className="truncate max-desk:whitespace-normal max-desk:text-[13px] max-desk:leading-4">
              {model.tool}
            </span>
            <span className="font-normal text-12 text-ink-3 tabular-nums">
              <span className="max-desk:hidden">
                {t('credits', {
                  count: model.price.credits,
                  figure: formatCredits(locale, model.price.credits),
                })}
              </span>
              <span className="desk:hidden">{formatCredits(locale, model.price.credits)}</span>
            </span>
          </label>
        )
      })}
    </div>
  )
}
