/**
 * The before/after slider: no framework, no dependency. It brings server-written markup to life (compare-slider.tsx
 * shows it) and changes two CSS variables, `--x` and `--at`; the style sheet turns them into two clips and two moves.
 *
 *   .cmp > .cmp-layer.cmp-after > img, .cmp-layer.cmp-before > img, .cmp-tag*, input.cmp-range, .cmp-bar > .cmp-grip
 *
 * Without it both pictures stand side by side. The range input is real: arrows, Home, End and a screen reader's
 * gestures come with it.
 */
export type Compare = { set(percent: number): void; destroy(): void }

/** Where between `left` and `left + width` a pointer is, in per cent, held within 0 to 100. */
export const percentAt = (x: number, left: number, width: number) =>
  width > 0 ? Math.min(100, Math.max(0, ((x - left) / width) * 100)) : 50

const SLOP_PX = 4
const percent = (value: number) => `${value} %`

export function mount(root: HTMLElement, onMove?: (percent: number) => void): Compare {
  const range = root.querySelector<HTMLInputElement>('.cmp-range')
  const position = root.querySelector('.cmp-position')
  if (!range) throw new Error('The compare slider needs its range input')
  const ear = new AbortController()
  let pointer: number | null = null
  let startX = 0
  let now = range.valueAsNumber

  const set = (percent: number) => {
    const value = Math.min(100, Math.max(0, percent))
    root.style.setProperty('--x', `${value}%`)
    root.style.setProperty('--part', String(value / 100))
    root.style.setProperty('--at', String(Math.round(value)))
    now = Math.round(value)
    // Words and the range's own parts cost a layout: while a hand drags they wait for its end.
    if (!('drag' in root.dataset)) tell()
    onMove?.(value)
  }
  const tell = () => {
    range.value = String(now)
    range.setAttribute('aria-valuetext', percent(now))
  }
  const follow = (event: PointerEvent) => {
    root.dataset.drag = ''
    const box = root.getBoundingClientRect()
    // A zoom may clip both sides.
    const clipped = Number.parseFloat(root.style.getPropertyValue('--cx')) || 0
    set(percentAt(event.clientX, box.left + clipped, box.width - clipped * 2))
  }
  const release = () => {
    pointer = null
    if ('drag' in root.dataset) tell()
    delete root.dataset.drag
  }
  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    act: (event: HTMLElementEventMap[K]) => void,
  ) => root.addEventListener(name, act, { signal: ear.signal })

  listen('pointerdown', (event) => {
    // A second finger means pinching; while zoomed only the grip slides, the rest of the picture pans.
    if (!event.isPrimary) return release()
    const onGrip = event.target instanceof Element && event.target.closest('.cmp-grip')
    if (event.button !== 0 || (root.closest('[data-zoomed]') && !onGrip)) return
    pointer = event.pointerId
    root.setPointerCapture(pointer)
    startX = event.clientX
    range.focus({ preventScroll: true })
    // A finger may be about to scroll the page: wait for a move to the side, or for a tap.
    if (event.pointerType === 'touch') return
    event.preventDefault()
    follow(event)
  })
  listen('pointermove', (event) => {
    if (event.pointerId !== pointer) return
    if ('drag' in root.dataset || Math.abs(event.clientX - startX) > SLOP_PX) follow(event)
  })
  listen('pointerup', (event) => {
    if (event.pointerId !== pointer) return
    follow(event)
    release()
  })
  listen('pointercancel', release)
  listen('input', () => set(range.valueAsNumber))
  listen('keydown', (event) => {
    const way = { ArrowLeft: -10, ArrowDown: -10, ArrowRight: 10, ArrowUp: 10 }[event.key]
    if (!way || !event.shiftKey || event.target !== range) return
    event.preventDefault()
    set(range.valueAsNumber + way)
  })

  // All positions below each other, of which one is seen: to show another is a move, not new words.
  position?.replaceChildren(
    Object.assign(document.createElement('i'), {
      textContent: Array.from({ length: 101 }, (_, at) => percent(at)).join('\n'),
    }),
  )
  root.dataset.live = ''
  set(range.valueAsNumber)
  return { set, destroy: () => ear.abort() }
}
