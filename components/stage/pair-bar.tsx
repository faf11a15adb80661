'use client'

import { ArrowLeftRight, ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { IconButton } from '@/components/ui/button'
import type { Side } from './sides'

type SideSelectProps = {
  label: string
  sides: readonly Side[]
  value: string
  onChange: (id: string) => void
  /** Words for no picture at all, where that may be. */
  none?: string
}

/** The browser's own list: one press on a phone, all keys, nothing to load. */
function SideSelect({ label, sides, value, onChange, none }: SideSelectProps) {
  return (
    <label className="relative min-w-0 max-desk:flex-1">
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="h-8 w-full min-w-0 max-w-60 cursor-pointer appearance-none truncate rounded-control border border-line bg-panel pr-7 pl-2.5 font-medium hover:bg-well max-desk:h-11 max-desk:max-w-none"
      >
        {none && <option value="">{none}</option>}
        {sides.map((side) => (
          <option key={side.file.id} value={side.file.id}>
            {side.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        size={14}
        strokeWidth={1.6}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
      />
    </label>
  )
}

export type PairBarProps = {
  sides: readonly Side[]
  left: Side | undefined
  right: Side
  onLeft: (id: string | null) => void
  onRight: (id: string) => void
  onSwap: () => void
}

/** Which two pictures lie beside each other. */
export function PairBar({ sides, left, right, onLeft, onRight, onSwap }: PairBarProps) {
  const t = useTranslations('stage')
  const but = (side: Side | undefined) => sides.filter(({ file }) => file.id !== side?.file.id)
  return (
    <fieldset
      aria-label={t('pair')}
      className="flex min-w-0 items-center gap-1 max-desk:-order-1 max-desk:basis-full"
    >
      <SideSelect
        label={t('left')}
        sides={but(right)}
        value={left?.file.id ?? ''}
        onChange={(id) => onLeft(id || null)}
        none={t('alone')}
      />
      <IconButton aria-label={t('swap')} onPress={onSwap} isDisabled={!left}>
        <ArrowLeftRight aria-hidden size={16} strokeWidth={1.6} />
      </IconButton>
      <SideSelect label={t('right')} sides={but(left)} value={right.file.id} onChange={onRight} />
    </fieldset>
  )
}
