'use client'

import { useId } from 'react'
import type { ChoiceProps } from './choice'

/** Few short values, all of them visible, each with what it costs. */
export function SegmentChoice({
  choices,
  chosen,
  onChoose,
  labelledBy,
  describedBy,
  isBad,
  isRequired,
}: ChoiceProps) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      aria-invalid={isBad || undefined}
      aria-required={isRequired || undefined}
      className={`flex gap-0.5 rounded-control bg-press p-0.5 ${isBad ? 'shadow-[0_0_0_1px_var(--bad)]' : ''}`}
    >
      {choices.map(({ id, label, price }) => (
        <label
          key={id}
          className="relative flex h-7 min-w-0 flex-auto cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-[4px] px-2 font-medium text-ink-2 hover:text-ink has-checked:bg-(--raised) has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-mark max-desk:h-10"
        >
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
            className="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
          />
          {label}
          {price && <span className="font-normal text-ink-3 tabular-nums">{price}</span>}
        </label>
      ))}
    </div>
  )
}
