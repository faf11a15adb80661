'use client'

import { useLocale, useTranslations } from 'next-intl'
import { memo } from 'react'
import { Button } from '@/components/ui/button'
import type { AdminModel } from '@/lib/admin/finding'
import { formatCredits } from '@/lib/format'

export type ModelLineProps = {
  model: AdminModel
  onSwitch: (model: AdminModel) => void
  onPrice: (id: string) => void
}

/** One model: its names, what a run costs, and its switch. Memoised, because the list is drawn with every key. */
export const ModelLine = memo(function ModelLine({ model, onSwitch, onPrice }: ModelLineProps) {
  const t = useTranslations('admin.models')
  const { title } = model
  return (
    <li className="flex min-h-14 items-center gap-3 border-line border-b py-2 first:border-t">
      <span className={`min-w-0 flex-1 [overflow-wrap:anywhere] ${model.offered ? '' : 'text-ink-3'}`}>
        {title}
        <span className="block text-12 text-ink-3">
          {[model.vendor, model.tool, ...(model.retired ? [t('retired')] : [])].join(' · ')}
        </span>
      </span>
      <ModelPrice model={model} onSet={() => onPrice(model.id)} />
      <Switch label={t('offer', { title })} isOn={model.offered} onPress={() => onSwitch(model)} />
    </li>
  )
})

/** What people pay, with KIE's price where it is another; pressed, it can be changed. */
function ModelPrice({ model, onSet }: { model: AdminModel; onSet: () => void }) {
  const t = useTranslations('admin.models')
  const locale = useLocale()
  const { price, list, title } = model
  const isChanged = list !== null && (price?.from !== list.from || price.per !== list.per)
  return (
    <span className="shrink-0 text-right tabular-nums">
      <Button
        variant={price === null ? 'plain' : 'quiet'}
        aria-label={t('priceOf', { title })}
        onPress={onSet}
        className="-my-1 max-desk:px-2"
      >
        {price === null ? t('setPrice') : formatCredits(locale, price.from)}
      </Button>
      {price && (
        <span className="block pr-3 text-12 text-ink-3 max-desk:pr-2">
          {t(`per.${price.per}`)}
          {isChanged && ` · ${t('atKie', { figure: formatCredits(locale, list.from) })}`}
        </span>
      )}
    </span>
  )
}

/** Pressing it asks for a reason first, so that it moves when the change is made. */
function Switch({ label, isOn, onPress }: { label: string; isOn: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      aria-haspopup="dialog"
      onClick={onPress}
      className="grid h-8 w-10 shrink-0 place-items-center rounded-control max-desk:h-11 max-desk:w-12"
    >
      <span className={`flex h-5 w-8 rounded-pill transition-colors ${isOn ? 'bg-mark' : 'bg-edge'}`}>
        <span
          className={`m-0.5 size-4 rounded-pill transition-transform ${isOn ? 'translate-x-3 bg-on-mark' : 'bg-white'}`}
        />
      </span>
    </button>
  )
}
