'use client'

import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip'

export type TooltipProps = {
  text: string
  children: ReactElement
  placement?: 'top' | 'bottom' | 'left' | 'right'
}

/** A word on hover and on keyboard focus. The child (Button, IconButton) keeps a name of its own. */
export function Tooltip({ text, children, placement = 'bottom' }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="popover rounded-[4px] bg-ink px-2 py-1 text-12 text-panel"
      >
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
