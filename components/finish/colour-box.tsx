'use client'

import { useEffect, useState } from 'react'

export type ColourBoxProps = { label: string; value: string; onChange: (colour: string) => void }

const WHOLE = /^#[0-9a-f]{6}$/

/** A colour by the system's own picker, or typed as #RRGGBB. */
export function ColourBox({ label, value, onChange }: ColourBoxProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <span className="flex h-8 items-center gap-2 rounded-control border border-edge bg-panel pr-2 pl-1 focus-within:border-mark max-desk:h-11">
      <input
        type="color"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="size-6 cursor-pointer rounded-[4px] border-0 bg-transparent p-0 max-desk:size-9"
      />
      <input
        aria-label={`${label} (#RRGGBB)`}
        value={typed}
        maxLength={7}
        spellCheck={false}
        onChange={(event) => {
          const next = event.currentTarget.value.toLowerCase()
          setTyped(next)
          if (WHOLE.test(next)) onChange(next)
        }}
        onBlur={() => setTyped(value)}
        className="measured w-17 bg-transparent uppercase outline-none"
      />
    </span>
  )
}
