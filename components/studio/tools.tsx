'use client'

import { ChevronRight, LayoutGrid, Scaling, Scissors } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useId } from 'react'
import { formatCredits } from '@/lib/format'
import type { Tool } from '@/lib/models/tool'

const icons = { 'background-removal': Scissors, upscale: Scaling }

export type ToolsProps = {
  tools: readonly Tool[]
  chosen: string
  onChoose: (id: string) => void
  modelCount: number
}

const row =
  'relative grid h-10 min-w-0 flex-1 cursor-pointer grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-3 rounded-control px-3 text-ink-2 hover:bg-well desk:flex-none max-desk:h-12 max-desk:gap-2 max-desk:px-2'

/** Which tool, with its price, and the way to all models. A list beside the table, a row on a phone. */
export function Tools({ tools, chosen, onChoose, modelCount }: ToolsProps) {
  const t = useTranslations('studio')
  const locale = useLocale()
  const name = useId()
  return (
    <div className="flex gap-0.5 desk:flex-col">
      <div role="radiogroup" aria-label={t('tool')} className="flex min-w-0 flex-1 gap-0.5 desk:flex-col">
        {tools.map((tool) => {
          const Icon = icons[tool.task]
          return (
            <label
              key={tool.id}
              title={tool.sentence}
              className={`${row} has-checked:bg-well has-checked:font-strong has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-mark`}
            >
              <input
                type="radio"
                name={name}
                value={tool.id}
                checked={tool.id === chosen}
                onChange={() => onChoose(tool.id)}
                className="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
              />
              <Icon aria-hidden size={16} strokeWidth={1.6} />
              <span className="truncate max-desk:whitespace-normal max-desk:text-[13px] max-desk:leading-4">
                {tool.tool}
              </span>
              <span className="font-normal text-12 text-ink-3 tabular-nums">
                <span className="max-desk:hidden">
                  {t('credits', { count: tool.credits, figure: formatCredits(locale, tool.credits) })}
                </span>
                <span className="desk:hidden">{formatCredits(locale, tool.credits)}</span>
              </span>
            </label>
          )
        })}
      </div>
      <Link
        href="/models"
        aria-label={t('allModels', { count: modelCount })}
        className={`${row} max-desk:w-11 max-desk:flex-none max-desk:grid-cols-1 max-desk:justify-items-center max-desk:px-0`}
      >
        <LayoutGrid aria-hidden size={16} strokeWidth={1.6} />
        <span className="truncate max-desk:hidden">{t('allModels', { count: modelCount })}</span>
        <ChevronRight aria-hidden size={16} strokeWidth={1.6} className="max-desk:hidden" />
      </Link>
    </div>
  )
}
