'use client'

import type { ReactNode } from 'react'

export type SwitchProps = {
  children: ReactNode
  isSelected: boolean
  onChange: (isSelected: boolean) => void
  isDisabled?: boolean
  className?: string
}

/** Words on the left, a switch on the right; takes effect at once, unlike a checkbox in a form. */
export function Switch({ children, isSelected, onChange, isDisabled, className = '' }: SwitchProps) {
  return (
    <label
      className={`flex min-h-11 items-center justify-between gap-3 ${isDisabled ? 'text-ink-3' : ''} ${className}`}
    >
      <span className="min-w-0">{children}</span>
      <input
        type="checkbox"
        role="switch"
        checked={isSelected}
        aria-checked={isSelected}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="relative m-0 h-5 w-8 shrink-0 appearance-none rounded-pill bg-edge transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-pill before:bg-white before:transition-transform before:content-[''] checked:bg-mark checked:before:translate-x-3 checked:before:bg-on-mark"
      />
    </label>
  )
}
