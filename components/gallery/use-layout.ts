'use client'

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ResultView } from '@/lib/gallery/schema'
import { type Anchor, anchorAt, type Page, placeOf, sectionAt, spanOf } from './anchor'
import type { GalleryStore } from './gallery-store'
import { type Laid, type Line, layOut, type Shape } from './layout'
import { createLongScroll } from './long-scroll'
import type { Section } from './sections'

/** What is drawn beyond the edges of the window (px): a flick of the wheel. */
const BEYOND = 400
/** The window moves in steps, so that most scrolling draws nothing anew. */
const STEP = 200
/** What is passed by quickly is not fetched (ms). */
const SETTLE_MS = 80
/** No wheel and no finger moves any more (ms). */
const REST_MS = 200

/** A browser scrolls to whole pixels of its screen (px). */
const ROUNDED = 2

/** `top` from the top of the grid's element. */
export type Shown = { key: string; top: number; line: Line }

/** Lays everything out, says what is to be drawn, fetches what comes near, and keeps in place what is looked at. */
export function useLayout(
  store: GalleryStore,
  sections: readonly Section[],
  shape: Omit<Shape, 'width'>,
  dayOf: (result: ResultView) => string,
) {
  // In state, because the grid goes while there is nothing to show, and another one comes.
  const [box, scroller] = useState<HTMLDivElement | null>(null)
  const [width, setWidth] = useState(0)
  const [view, setView] = useState({ top: 0, height: 0, base: 0 })
  const scroll = useMemo(() => box && createLongScroll(box), [box])
  const anchor = useRef<Anchor | null>(null)
  /** How high the window is; asked when it changes, because each question lays the page out. */
  const windowHeight = useRef(0)
  const { row, gap, day } = shape

  const page = useMemo((): Page & { height: number } => {
    const full = { width, row, gap, day }
    const laid = width > 0 ? sections.map((section) => laidOnce(section, full, dayOf)) : []
    let height = 0
    const tops = laid.map((one) => {
      const top = height
      height += one.height
      return top
    })
    return { sections, laid, tops, height }
  }, [sections, width, row, gap, day, dayOf])
  const latest = useRef(page)
  latest.current = page

  const look = useCallback(() => {
    if (!scroll) return
    const top = Math.floor(scroll.top() / STEP) * STEP
    const height = windowHeight.current
    const base = scroll.base()
    setView((old) =>
      old.top === top && old.height === height && old.base === base ? old : { top, height, base },
    )
  }, [scroll])

  useEffect(() => {
    if (!box || !scroll) return
    let rest: ReturnType<typeof setTimeout> | undefined
    const onScroll = () => {
      scroll.heard()
      const top = scroll.top()
      anchor.current = top > 0 ? anchorAt(latest.current, top) : null
      look()
      clearTimeout(rest)
      rest = setTimeout(() => scroll.settle(() => flushSync(look)), REST_MS)
    }
    const watch = new ResizeObserver(() => {
      windowHeight.current = box.clientHeight
      setWidth(Math.floor(box.firstElementChild?.clientWidth ?? 0))
      look()
    })
    watch.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(rest)
      watch.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [box, scroll, look])

  useLayoutEffect(() => {
    if (!scroll) return
    scroll.resize(page.height)
    const place = anchor.current && placeOf(page, anchor.current)
    if (place !== null && Math.abs(place - scroll.top()) >= 1) scroll.moveTo(place)
    look()
  }, [scroll, page, look])

  const shown = useMemo(
    () =>
      linesIn(page, view.top - BEYOND, view.top + view.height + STEP + BEYOND).map((one) => ({
        ...one,
        top: one.top - view.base,
      })),
    [page, view],
  )

  useEffect(() => {
    const timer = setTimeout(() => {
      const near = linesIn(page, view.top - view.height, view.top + 2 * view.height)
      for (const { month, line } of near) {
        if (line.kind !== 'gap') continue
        if (line.block === null) void store.wantBlocks(month)
        else void store.wantResults(month, line.block)
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [page, view, store])

  /** Brings a result's row into the window, as little as needed. */
  const reveal = useCallback(
    (id: string) => {
      const span = spanOf(latest.current, id)
      if (!box || !scroll || !span) return
      const room = 48
      const top = scroll.top()
      if (span.top - room < top) scroll.moveTo(Math.max(0, span.top - room))
      else if (span.bottom > top + windowHeight.current) scroll.moveTo(span.bottom - windowHeight.current)
    },
    [box, scroll],
  )

  const jumpTo = useCallback(
    (part: number, section: number) => {
      const { tops, laid } = latest.current
      scroll?.moveTo((tops[section] ?? 0) + part * (laid[section]?.height ?? 0))
    },
    [scroll],
  )

  /** The section at the window's top, to the pixel; `section` is about that one. */
  const sectionNow = useCallback(
    () => sectionAt(latest.current.tops, (scroll?.top() ?? 0) + ROUNDED),
    [scroll],
  )

  const section = sectionAt(page.tops, view.top + STEP)
  return { scroller, page, shown, reveal, jumpTo, section, sectionNow }
}

function linesIn({ sections, laid, tops }: Page, from: number, to: number) {
  const found: (Shown & { month: string | null })[] = []
  for (const [at, own] of laid.entries()) {
    const start = tops[at] ?? 0
    if (start + own.height < from) continue
    if (start > to) break
    const month = sections[at]?.month ?? null
    for (const line of own.lines) {
      const top = start + line.top
      if (top > to) break
      if (top + line.height >= from) found.push({ key: `${month} ${keyOf(line)}`, top, line, month })
    }
  }
  return found
}

function keyOf(line: Line): string {
  if (line.kind === 'day') return `day ${line.day} ${line.top}`
  return line.kind === 'gap' ? `gap ${line.block}` : (line.cells[0]?.result.file.id ?? '')
}

const known = new WeakMap<Section, { shape: string; dayOf: unknown; laid: Laid }>()

/** A section that did not change is not laid out again. */
function laidOnce(section: Section, shape: Shape, dayOf: (result: ResultView) => string): Laid {
  const name = JSON.stringify(shape)
  const before = known.get(section)
  if (before?.shape === name && before.dayOf === dayOf) return before.laid
  const laid = layOut(section, shape, dayOf)
  known.set(section, { shape: name, dayOf, laid })
  return laid
}
