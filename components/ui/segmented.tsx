'use client'

import { type ReactNode, useId } from 'react'

type Segment<Id extends string> = {
  id: Id
  label: string
  icon?: ReactNode
  /** Shows the icon alone; the label stays for screen readers. */
  iconOnly?: boolean
}

export type SegmentedProps<Id extends string> = {
  /** Names the group for screen readers. */
  label: string
  segments: Segment<Id>[]
  value: Id
  onChange: (id: Id) => void
  className?: string
}

/** One of a few, all of them visible: a radio group in one bed. */
export function Segmented<Id extends string>({
  label,
  segments,
  value,
  onChange,
  className = '',
}: SegmentedProps<Id>) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={`inline-flex max-w-full gap-0.5 overflow-x-auto rounded-control bg-press p-0.5 ${className}`}
    >
      {segments.map((segment) => (
        <label
          key={segment.id}
          title={segment.iconOnly ? segment.label : undefined}
          className="relative inline-flex h-7 min-w-8 shrink-0 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-[4px] px-2.5 font-medium text-ink-2 hover:text-ink has-checked:bg-(--raised) has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-mark max-desk:h-9 max-desk:min-w-10"
        >
          <input
            type="radio"
            name={name}
            value={segment.id}
            checked={segment.id === value}
            onChange={() => onChange(segment.id)}
            className="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
          />
          {segment.icon}
          <span className={segment.iconOnly ? 'sr-only' : ''}>{segment.label}</span>
        </label>
      ))}
    </div>
  )
}
