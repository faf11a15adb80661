'use client'

import { useId } from 'react'
import type { ChoiceProps } from './choice'
import { ChoiceGroup, ChoiceRadio } from './choice-group'

/** Few short values, all of them visible, each with what it costs. */
export function SegmentChoice({ choices, chosen, onChoose, ...group }: ChoiceProps) {
  const name = useId()
  return (
    <ChoiceGroup {...group} className={`flex gap-0.5 rounded-control bg-press p-0.5`}>
      {choices.map(({ id, label, price }) => (
        <label
          key={id}
          className="relative flex h-7 min-w-0 flex-auto cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-[4px] px-2 font-medium text-ink-2 hover:text-ink has-checked:bg-(--raised) has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-mark max-desk:h-10"
        >
          <ChoiceRadio name={name} value={id} isChosen={id === chosen} onChoose={() => onChoose(id)} />
          {label}
          {price && <span className="font-normal text-ink-3 tabular-nums">{price}</span>}
        </label>
      ))}
    </ChoiceGroup>
  )
}
