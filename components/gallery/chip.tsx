'use client'

import { ChevronDown, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem } from '@/components/ui/menu'

const look =
  'inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-pill border px-2.5 max-desk:h-9 max-desk:px-3.5'
const off = 'border-line bg-panel text-ink-2 hover:bg-well hover:text-ink'
const on = 'border-transparent bg-mark-wash font-medium text-mark-ink'

/** A filter that is on or off. */
export function Chip({
  isOn,
  onChange,
  icon,
  children,
}: {
  isOn: boolean
  onChange: (isOn: boolean) => void
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <Button aria-pressed={isOn} onPress={() => onChange(!isOn)} className={`${look} ${isOn ? on : off}`}>
      {icon}
      {children}
      {isOn && <X aria-hidden size={14} strokeWidth={1.6} />}
    </Button>
  )
}

export type ChoiceChipProps = {
  label: string
  clearLabel: string
  options: readonly { id: string; text: string }[]
  value: string | undefined
  onChange: (id: string | undefined) => void
}

/** A filter with one of several values; chosen, it is called by its value and a press takes it away. */
export function ChoiceChip({ label, clearLabel, options, value, onChange }: ChoiceChipProps) {
  const own = useRef<HTMLSpanElement>(null)
  const shown = useRef(value)
  const isPressed = useRef(false)
  // One button goes and another comes: the focus is handed on.
  useEffect(() => {
    if (shown.current === value) return
    shown.current = value
    if (isPressed.current) own.current?.querySelector('button')?.focus()
    isPressed.current = false
  }, [value])
  const change = (id: string | undefined) => {
    isPressed.current = true
    onChange(id)
  }
  const text = options.find(({ id }) => id === value)?.text ?? label
  if (value === undefined && options.length === 0) return null
  return (
    <span ref={own} className="contents">
      {value !== undefined ? (
        <Button
          aria-label={`${clearLabel}: ${text}`}
          onPress={() => change(undefined)}
          className={`${look} ${on} max-w-52`}
        >
          <span className="truncate">{text}</span>
          <X aria-hidden size={14} strokeWidth={1.6} className="shrink-0" />
        </Button>
      ) : (
        <Menu
          label={label}
          placement="bottom start"
          onAction={(id) => change(String(id))}
          trigger={
            <Button className={`${look} ${off}`}>
              {label}
              <ChevronDown aria-hidden size={14} strokeWidth={1.6} />
            </Button>
          }
        >
          {options.map(({ id, text }) => (
            <MenuItem key={id} id={id} text={text} />
          ))}
        </Menu>
      )}
    </span>
  )
}
