'use client'

import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'

/** How a step is drawn: a row of a list, a button with words, or an icon that has its words for screen readers. */
export type StepLook = 'row' | 'words' | 'icon'

type Step = {
  look: StepLook
  words: string
  icon: ReactNode
  /** What it costs, where it costs something. */
  price?: string | null | undefined
  /** Why it cannot be done. */
  reason?: string | undefined
} & ({ href: string } | { onPress: () => void; isPending?: boolean; isDisabled?: boolean })

const boxes: Record<StepLook, string> = {
  row: 'flex *:flex-1 *:justify-start! *:border-transparent! *:bg-transparent! *:px-2! *:hover:bg-well!',
  words: 'flex flex-1 *:flex-1',
  icon: 'flex grow *:min-w-8 *:grow *:px-0! max-desk:*:min-w-11',
}

/** One thing that may be done next with a job. */
export function NextStep(step: Step) {
  const { look, words, icon, price, reason } = step
  const text =
    look === 'icon' ? (
      <span className="sr-only">{words}</span>
    ) : (
      <span className={look === 'row' ? 'flex-1 text-left' : ''}>{words}</span>
    )
  const content = (
    <>
      {icon}
      {text}
    </>
  )
  const isRow = look === 'row'
  return (
    <span title={reason ?? (look === 'icon' ? words : undefined)} className={boxes[look]}>
      {'href' in step ? (
        <LinkButton href={step.href}>{content}</LinkButton>
      ) : (
        <Button
          onPress={step.onPress}
          isPending={step.isPending}
          isDisabled={step.isDisabled}
          detail={isRow || look === 'icon' ? undefined : price}
        >
          {content}
          {isRow && price && <span className="font-normal text-12 text-ink-3 tabular-nums">{price}</span>}
        </Button>
      )}
    </span>
  )
}
