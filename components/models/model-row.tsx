'use client'

import { Star } from 'lucide-react'
import { memo } from 'react'
import type { ModelCard } from '@/lib/catalog/view'
import type { CardWords } from './use-card-words'

export type RowFrameProps = {
  id: string
  href: string
  title: string
  isChosen: boolean
  /** Where the tab key arrives. */
  isActive: boolean
  /** px from the list's top. */
  top: number
  /** Its place in the list, from 1, and how many there are: only some rows are drawn. */
  place: number
  count: number
  children: React.ReactNode
}

/** One line of a list, a link that also opens in a new tab. 52 px, on phones 64. */
export function RowFrame({
  id,
  href,
  title,
  isChosen,
  isActive,
  top,
  place,
  count,
  children,
}: RowFrameProps) {
  return (
    <li
      style={{ top }}
      aria-posinset={place}
      aria-setsize={count}
      className="absolute inset-x-0 h-13 [contain:strict] max-desk:h-16"
    >
      <a
        href={href}
        data-row={id}
        title={title}
        aria-current={isChosen ? 'true' : undefined}
        tabIndex={isActive ? 0 : -1}
        className="relative grid size-full grid-cols-[minmax(0,1fr)_auto] content-center gap-x-3 px-4 outline-offset-[-2px] hover:bg-well aria-[current]:bg-mark-wash aria-[current]:before:absolute aria-[current]:before:inset-y-0 aria-[current]:before:left-0 aria-[current]:before:w-0.5 aria-[current]:before:bg-mark aria-[current]:before:content-['']"
      >
        {children}
      </a>
    </li>
  )
}

export type ModelRowProps = Omit<RowFrameProps, 'id' | 'title' | 'children'> & {
  card: ModelCard
  words: CardWords
  isFavourite: boolean
}

/** A model: title and price, below whose it is, what goes in and what comes out. */
export const ModelRow = memo(function ModelRow({ card, words, isFavourite, ...frame }: ModelRowProps) {
  const isDim = !card.offered || card.retired
  return (
    <RowFrame {...frame} id={card.id} title={card.sentence}>
      <span className="flex min-w-0 items-center gap-1.5">
        <span className={`truncate font-medium ${isDim ? 'text-ink-2' : ''}`}>{words.title}</span>
        {isFavourite && (
          <Star
            role="img"
            aria-label={words.favourite}
            size={12}
            className="shrink-0 fill-current text-ink-3"
          />
        )}
        {words.mark && <span className="shrink-0 text-12 text-ink-3">{words.mark}</span>}
      </span>
      <span className={`text-right tabular-nums ${card.from === null ? 'text-12 text-ink-3 leading-5' : ''}`}>
        {words.price}
      </span>
      <span className="truncate text-12 text-ink-3 max-desk:text-[13px]">{words.line}</span>
      <span className="text-right text-12 text-ink-3 max-desk:text-[13px]">{words.per}</span>
    </RowFrame>
  )
})
