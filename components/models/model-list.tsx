'use client'

import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  type SyntheticEvent,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useMedia } from '@/components/jobs/use-media'
import type { ModelCard } from '@/lib/catalog/view'
import type { PresetView } from '@/lib/models/schema'
import { ModelRow, RowFrame } from './model-row'
import { type Place, placeHref } from './place'
import { useCardWords } from './use-card-words'
import { useWindow } from './use-window'

export type Line =
  | { kind: 'model'; id: string; card: ModelCard }
  | { kind: 'preset'; id: string; preset: PresetView; card: ModelCard | undefined }

export type ModelListHandle = {
  /** Puts the hands on a line; -1 is the one that is chosen, else the first. */
  focus: (index: number) => void
  open: (index: number) => void
}

export type ModelListProps = {
  label: string
  lines: readonly Line[]
  chosen: string | undefined
  favourites: readonly string[]
  placeOf: (line: Line) => Place
  onOpen: (place: Place) => void
  /** A hand is near: its form may be fetched ahead. */
  onNear: (modelId: string) => void
  /** Up from the first line. */
  onAbove: () => void
  ref: Ref<ModelListHandle>
}

const rowOf = (list: HTMLElement | null, id: string | null | undefined) =>
  [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find((row) => row.dataset.row === id)

/** Lines that a page key jumps over. */
const PAGE = 10

/** Any number of models, of which only those on screen are drawn. Arrows move, Enter opens. */
export function ModelList(props: ModelListProps) {
  const { label, lines, chosen, favourites, placeOf, onOpen, onNear, onAbove, ref } = props
  const list = useRef<HTMLUListElement>(null)
  const rowSize = useMedia('(width < 721px)') ? 64 : 52
  const { from, to } = useWindow(list, rowSize)
  const wordsOf = useCardWords()
  const [wished, setWished] = useState<string | null>(null)
  const wantsFocus = useRef(false)
  const isHere = (id: string | null | undefined) => lines.some((line) => line.id === id)
  const active = isHere(wished) ? wished : isHere(chosen) ? chosen : lines[0]?.id

  function move(index: number) {
    const line = index < 0 ? lines.find(({ id }) => id === active) : lines[Math.min(index, lines.length - 1)]
    if (!line) return
    wantsFocus.current = true
    setWished(line.id)
    // The same line again draws nothing anew.
    if (line.id === active) focusActive()
  }

  function focusActive() {
    const row = rowOf(list.current, active)
    if (!row) return
    wantsFocus.current = false
    row.focus({ preventScroll: true })
    row.scrollIntoView({ block: 'nearest' })
  }

  useEffect(() => {
    if (wantsFocus.current) focusActive()
  })

  // Who comes by a link sees in the list where they are; once, not whenever a search lets it through again.
  const isChosenHere = isHere(chosen)
  const shownFor = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (!isChosenHere || shownFor.current === chosen) return
    shownFor.current = chosen
    const row = rowOf(list.current, chosen)
    if (!row?.offsetParent || window.matchMedia('(width < 721px)').matches) return
    const { top, bottom } = row.getBoundingClientRect()
    if (top < 0 || bottom > window.innerHeight) row.scrollIntoView({ block: 'center' })
  }, [chosen, isChosenHere])

  function open(index: number) {
    const line = lines[index]
    if (line) onOpen(placeOf(line))
  }
  useImperativeHandle(ref, () => ({ focus: move, open }))

  const lineAt = (event: SyntheticEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    return lines.findIndex(({ id }) => id === row?.dataset.row)
  }

  function onKeyDown(event: KeyboardEvent) {
    const at = lineAt(event)
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: Math.max(0, at - PAGE),
      Home: 0,
      End: lines.length - 1,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    if (next < 0) onAbove()
    else move(next)
  }

  function onClick(event: MouseEvent) {
    const at = lineAt(event)
    if (at < 0 || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setWished(null)
    open(at)
  }

  function near(event: SyntheticEvent) {
    const line = lines[lineAt(event)]
    if (line) onNear(line.kind === 'model' ? line.id : line.preset.model)
  }

  return (
    // The links in it are what is pressed; the list hears of it for all of them.
    <ul
      ref={list}
      aria-label={label}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerOver={near}
      onFocus={near}
      style={{ height: lines.length * rowSize }}
      className="relative"
    >
      {lines.map((line, index) => {
        const isActive = line.id === active
        if (!isActive && (index < from || index >= to)) return null
        const frame = {
          href: placeHref(placeOf(line)),
          isChosen: line.id === chosen,
          isActive,
          top: index * rowSize,
          place: index + 1,
          count: lines.length,
        }
        // By its place: what is found next takes the place of what was found before, and few parts are made anew.
        const key = isActive ? 'active' : `at ${index}`
        if (line.kind === 'preset') return <PresetRow key={key} {...frame} line={line} />
        return (
          <ModelRow
            key={key}
            {...frame}
            card={line.card}
            words={wordsOf(line.card)}
            isFavourite={favourites.includes(line.id)}
          />
        )
      })}
    </ul>
  )
}

type PresetRowProps = React.ComponentProps<typeof RowFrame>

function PresetRow({
  line,
  ...frame
}: Omit<PresetRowProps, 'id' | 'title' | 'children'> & { line: Extract<Line, { kind: 'preset' }> }) {
  return (
    <RowFrame {...frame} id={line.id} title={line.preset.name}>
      <span className="col-span-2 truncate font-medium">{line.preset.name}</span>
      <span className="col-span-2 truncate text-12 text-ink-3 max-desk:text-[13px]">
        {line.card?.title ?? line.preset.model}
      </span>
    </RowFrame>
  )
}
