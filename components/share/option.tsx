'use client'

import { type ReactNode, useId } from 'react'
import { Switch } from '@/components/ui/switch'

export type OptionProps = {
  label: string
  hint?: ReactNode
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A line with a switch at its end. */
export function Option({ label, hint, isOn, onChange }: OptionProps) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className="flex min-h-11 cursor-pointer items-center gap-3 border-line border-b py-1.5"
    >
      <span className="min-w-0 flex-1">
        {label}
        {hint && <span className="block text-12 text-ink-3 text-pretty">{hint}</span>}
      </span>
      <Switch {...{ id, label, isOn, onChange }} />
    </label>
  )
}
