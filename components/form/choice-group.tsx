'use client'

import type { ReactNode } from 'react'
import type { ChoiceProps } from './choice'

export type ChoiceGroupProps = Omit<ChoiceProps, 'choices' | 'chosen' | 'onChoose'> & {
  className: string
  children: ReactNode
}

/** Values that are all visible, of which one is chosen. */
export function ChoiceGroup({
  labelledBy,
  describedBy,
  isBad,
  isRequired,
  className,
  children,
}: ChoiceGroupProps) {
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={isBad || undefined}
      aria-required={isRequired || undefined}
      className={`${className} ${isBad ? 'rounded-control shadow-[0_0_0_1px_var(--bad)]' : ''}`}
    >
      {children}
    </div>
  )
}

/** The browser's own radio over the whole of its label, unseen: keys, forms and screen readers know it. */
export function ChoiceRadio({
  name,
  value,
  isChosen,
  onChoose,
}: {
  name: string
  value: string
  isChosen: boolean
  onChoose: () => void
}) {
  return (
    <input
      type="radio"
      name={name}
      value={value}
      checked={isChosen}
      onChange={onChoose}
      className="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
    />
  )
}
