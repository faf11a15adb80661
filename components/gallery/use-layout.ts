'use client'

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ResultView } from '@/lib/gallery/schema'
import { type Anchor, anchorAt, type Page, placeOf, sectionAt, spanOf } from './anchor'
import type { GalleryStore } from './gallery-store'
import { type Laid, type Line, layOut, type Shape } from './layout'
import type { Section } from './sections'

/** What is drawn beyond the edges of the window (px): a flick of the wheel. */
const BEYOND = 400
/** The window moves in steps, so that most scrolling draws nothing anew. */
const STEP = 200
/** What is passed by quickly is not fetched (ms). */
const SETTLE_MS = 80

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
  const [view, setView] = useState({ top: 0, height: 0 })
  const anchor = useRef<Anchor | null>(null)
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

  useEffect(() => {
    if (!box) return
    const look = () => {
      const top = Math.floor(box.scrollTop / STEP) * STEP
      const height = box.clientHeight
      setView((old) => (old.top === top && old.height === height ? old : { top, height }))
    }
    const onScroll = () => {
      anchor.current = box.scrollTop > 0 ? anchorAt(latest.current, box.scrollTop) : null
      look()
    }
    const watch = new ResizeObserver(() => {
      setWidth(Math.floor(box.firstElementChild?.clientWidth ?? 0))
      look()
    })
    watch.observe(box)
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      watch.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [box])

  useLayoutEffect(() => {
    if (!box || !anchor.current) return
    const place = placeOf(page, anchor.current)
    if (place !== null && Math.abs(place - box.scrollTop) >= 1) box.scrollTop = place
  }, [box, page])

  const shown = useMemo(
    () => linesIn(page, view.top - BEYOND, view.top + view.height + STEP + BEYOND),
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
      if (!box || !span) return
      const room = 48
      if (span.top - room < box.scrollTop) box.scrollTop = Math.max(0, span.top - room)
      else if (span.bottom > box.scrollTop + box.clientHeight) box.scrollTop = span.bottom - box.clientHeight
    },
    [box],
  )

  const jumpTo = useCallback(
    (part: number, section: number) => {
      const { tops, laid } = latest.current
      if (box) box.scrollTop = (tops[section] ?? 0) + part * (laid[section]?.height ?? 0)
    },
    [box],
  )

  return { scroller, page, shown, reveal, jumpTo, section: sectionAt(page.tops, view.top + STEP) }
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
