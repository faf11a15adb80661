'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { Page } from './anchor'
import { useResultWords } from './use-result-words'

/** A month's name wants so much room (px). */
const NAME_PX = 18

export type ScrubberProps = {
  page: Page & { height: number }
  /** The month that is looked at. */
  section: number
  onJump: (part: number, section: number) => void
}

/** The months along the edge, each with the room that its results take: any date is one press away. */
export function Scrubber({ page, section, onJump }: ScrubberProps) {
  const t = useTranslations('gallery')
  const words = useResultWords()
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(600)
  const { sections, tops } = page

  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => setHeight(element.clientHeight))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const months = sections.map(({ month }, at) => ({ month: month ?? '', at, y: placeOf(at) }))
  const now = months[section]

  function placeOf(at: number) {
    return page.height > 0 ? ((tops[at] ?? 0) / page.height) * (height - NAME_PX) : 0
  }
  function jump(event: PointerEvent) {
    const bounds = box.current?.getBoundingClientRect()
    if (!bounds) return
    const share = Math.min(0.9999, Math.max(0, (event.clientY - bounds.top) / (bounds.height - NAME_PX)))
    const y = share * page.height
    const at = tops.findLastIndex((top) => top <= y)
    const own = page.laid[at]?.height ?? 1
    onJump((y - (tops[at] ?? 0)) / own, at)
  }
  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key]
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? sections.length - 1
          : by === undefined
            ? null
            : Math.min(sections.length - 1, Math.max(0, section + by))
    if (to === null) return
    event.preventDefault()
    onJump(0, to)
  }

  let lastY = Number.NEGATIVE_INFINITY
  const marks = months.map(({ month, at, y }) => {
    const isYear = at === 0 || month.slice(0, 4) !== months[at - 1]?.month.slice(0, 4)
    const hasName = y - lastY >= NAME_PX
    if (hasName) lastY = y
    const name = isYear ? month.slice(0, 4) : words.month(month)
    return { at, y, isYear, name: hasName ? name : null }
  })
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={t('months')}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, sections.length - 1)}
      aria-valuenow={section}
      aria-valuetext={now?.month ? `${words.month(now.month)} ${now.month.slice(0, 4)}` : ''}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        jump(event)
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && jump(event)}
      className="relative my-3.5 mr-4 ml-3 w-12 h-[calc(100%-28px)] cursor-ns-resize touch-none select-none text-right font-mono text-11 text-ink-3 max-desk:hidden"
    >
      {marks.map(({ at, y, isYear, name }) => (
        <span
          key={at}
          aria-hidden
          style={{ top: y }}
          className={`absolute right-0 pr-3.5 after:absolute after:top-[7px] after:right-0 after:h-px after:bg-edge ${isYear ? 'font-sans text-ink after:w-2.5' : 'after:w-1.5'} ${at === section ? 'font-medium text-mark-ink' : ''}`}
        >
          {name ?? '\u200b'}
        </span>
      ))}
      {now && (
        <span aria-hidden style={{ top: now.y + 7 }} className="absolute -right-0.5 h-0.5 w-3.5 bg-mark" />
      )}
    </div>
  )
}
