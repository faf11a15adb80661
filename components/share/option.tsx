'use client'

import type { ReactNode } from 'react'

export type OptionProps = {
  label: string
  hint?: ReactNode
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A line with a switch at its end. */
export function Option({ label, hint, isOn, onChange }: OptionProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 border-line border-b py-1.5">
      <span className="min-w-0 flex-1">
        {label}
        {hint && <span className="block text-12 text-ink-3 text-pretty">{hint}</span>}
      </span>
      <span className="relative inline-flex h-5 w-8 shrink-0 rounded-pill bg-edge transition-colors has-checked:bg-mark has-focus-visible:outline-2 has-focus-visible:outline-mark has-focus-visible:outline-offset-2">
        <input
          type="checkbox"
          role="switch"
          aria-label={label}
          checked={isOn}
          aria-checked={isOn}
          onChange={(event) => onChange(event.currentTarget.checked)}
          className="peer absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
        />
        <span className="pointer-events-none m-0.5 size-4 rounded-pill bg-white transition-transform peer-checked:translate-x-3 peer-checked:bg-on-mark" />
      </span>
    </label>
  )
}
