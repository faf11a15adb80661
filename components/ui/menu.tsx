'use client'

import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Header } from 'react-aria-components/Header'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection,
  MenuTrigger,
} from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'

export type MenuProps = Pick<
  AriaMenuProps<object>,
  'onAction' | 'selectionMode' | 'selectedKeys' | 'onSelectionChange' | 'disabledKeys'
> & {
  /** The Button or IconButton that opens it. */
  trigger: ReactElement
  /** Names the list for screen readers. */
  label: string
  children: ReactNode
  /** Open as soon as it is there (when it was loaded by the press that asks for it). */
  startsOpen?: boolean
  placement?: 'bottom end' | 'bottom start' | 'top end' | 'top start'
}

/** A list of actions under a button. Children are MenuItem and MenuLine. */
export function Menu({ trigger, label, children, placement = 'bottom end', startsOpen, ...rest }: MenuProps) {
  return (
    <MenuTrigger defaultOpen={startsOpen}>
      {trigger}
      <Popover
        placement={placement}
        offset={6}
        className="popover min-w-52 rounded-panel bg-panel p-1 shadow-float outline-none"
      >
        <AriaMenu {...rest} aria-label={label} className="outline-none">
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

export type MenuItemProps = Pick<AriaMenuItemProps, 'id' | 'onAction' | 'isDisabled'> & {
  /** Read and searched by typing. */
  text: string
  icon?: ReactNode
  /** At the right end, quieter: a key, a value. */
  aside?: ReactNode
  isBad?: boolean
}

export function MenuItem({ text, icon, aside, isBad, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem
      {...rest}
      textValue={text}
      className={`flex h-9 cursor-default items-center gap-2.5 rounded-control px-3 outline-none data-disabled:text-ink-3 data-focused:bg-well max-desk:h-11 ${isBad ? 'text-bad' : ''}`}
    >
      {({ isSelected, selectionMode }) => (
        <>
          {icon && <span className="text-ink-3">{icon}</span>}
          <span className="min-w-0 flex-1 truncate">{text}</span>
          {aside && <span className="max-w-40 truncate text-12 text-ink-3">{aside}</span>}
          {selectionMode !== 'none' && (
            <Check
              aria-hidden
              size={14}
              strokeWidth={2}
              className={isSelected ? 'text-mark-ink' : 'invisible'}
            />
          )}
        </>
      )}
    </AriaMenuItem>
  )
}

export function MenuLine() {
  return <Separator className="mx-2 my-1 border-line border-t" />
}

export type MenuGroupProps<Id extends string> = {
  title: string
  options: { id: Id; text: string }[]
  selected: Id
  onSelect: (id: Id) => void
}

/** One of a few, inside a menu. */
export function MenuGroup<Id extends string>({ title, options, selected, onSelect }: MenuGroupProps<Id>) {
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const chosen = options.find(({ id }) => keys !== 'all' && keys.has(id))
        if (chosen) onSelect(chosen.id)
      }}
    >
      <Header className="px-3 pt-2 pb-1 text-12 text-ink-3">{title}</Header>
      {options.map(({ id, text }) => (
        <MenuItem key={id} id={id} text={text} />
      ))}
    </MenuSection>
  )
}
