'use client'

import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button'
import { type ButtonSize, type ButtonVariant, buttonStyle } from '@/components/ui/button-style'

type Shared = Omit<AriaProps, 'className' | 'style' | 'children'> & {
  variant?: ButtonVariant
  className?: string
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

export type ButtonProps = Shared & {
  size?: ButtonSize
  /** After a middle dot, in lighter type: the price of what the button starts. */
  detail?: ReactNode
}

/** While `isPending` it keeps its width and focus and takes no press; say what happens in `children`. */
export function Button({ variant = 'plain', size, detail, className, children, ...rest }: ButtonProps) {
  const look = rest.isDisabled ? 'off' : rest.isPending ? 'pending' : variant
  return (
    <AriaButton {...rest} className={buttonStyle({ look, size, className })}>
      {children}
      {detail !== undefined && detail !== null && (
        <span className="flex gap-[7px] font-normal tabular-nums before:content-['·']">{detail}</span>
      )}
    </AriaButton>
  )
}

export type IconButtonProps = Omit<Shared, 'aria-label'> & { 'aria-label': string }

/** A square with one icon. Its name is required: it is all that a screen reader has. */
export function IconButton({ variant = 'quiet', className, children, ...rest }: IconButtonProps) {
  const look = rest.isPending ? 'pending' : variant
  const dimmed = rest.isDisabled ? 'opacity-40 pointer-events-none' : ''
  return (
    <AriaButton
      {...rest}
      className={buttonStyle({ look, size: 'square', className: `${dimmed} ${className ?? ''}` })}
    >
      {children}
    </AriaButton>
  )
}
