'use client'

import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

export type ToggleProps = {
  /** What is switched; beside the box. */
  children: ReactNode
  isSelected?: boolean
  defaultSelected?: boolean
  isDisabled?: boolean
  name?: string
  value?: string
  onChange?: (isSelected: boolean) => void
  className?: string
}

/** A box with a tick and its words; the whole line is the target. */
export function Checkbox({
  children,
  isSelected,
  defaultSelected,
  isDisabled,
  onChange,
  className = '',
  ...rest
}: ToggleProps) {
  return (
    <label
      className={`flex min-h-8 items-center gap-2 max-desk:min-h-11 ${isDisabled ? 'text-ink-3' : ''} ${className}`}
    >
      <span className="relative grid size-4 shrink-0 place-items-center">
        <input
          {...rest}
          type="checkbox"
          checked={isSelected}
          defaultChecked={defaultSelected}
          disabled={isDisabled}
          onChange={onChange && ((event) => onChange(event.currentTarget.checked))}
          className="peer absolute inset-0 m-0 appearance-none rounded-[4px] border border-edge bg-panel checked:border-mark checked:bg-mark"
        />
        <Check
          aria-hidden
          size={12}
          strokeWidth={2.6}
          className="relative hidden text-on-mark peer-checked:block pointer-events-none"
        />
      </span>
      <span>{children}</span>
    </label>
  )
}
