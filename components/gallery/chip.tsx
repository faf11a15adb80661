'use client'

import { ChevronDown, X } from 'lucide-react'
import type { ReactNode } from 'react'
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
  if (value !== undefined) {
    const text = options.find(({ id }) => id === value)?.text ?? label
    return (
      <Button
        aria-label={`${clearLabel}: ${text}`}
        onPress={() => onChange(undefined)}
        className={`${look} ${on} max-w-52`}
      >
        <span className="truncate">{text}</span>
        <X aria-hidden size={14} strokeWidth={1.6} className="shrink-0" />
      </Button>
    )
  }
  if (options.length === 0) return null
  return (
    <Menu
      label={label}
      placement="bottom start"
      onAction={(id) => onChange(String(id))}
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
  )
}
