import {
  contain,
  cornerIn,
  fitScale,
  frameOf,
  nextStep,
  type Size,
  seenPart,
  splitFor,
  type View,
  zoomTo,
} from '@/components/compare/zoom-math'

/** What controls show. `zoom` 1 is one pixel of the picture on one pixel of the screen. */
export type ZoomState = { zoom: number; isFit: boolean; canZoomIn: boolean; canZoomOut: boolean }
export type Zoom = {
  whole(): void
  actual(): void
  step(direction: 1 | -1): void
  destroy(): void
}

type Point = { x: number; y: number }

const PAN_STEP = 48
const PIXELS_ABOVE = 2
const REST_MS = 120
const WHEEL_SPEED = 0.0022
/** A wheel that reports lines, not pixels. */
const LINE_PX = 16

/**
 * Zoom and pan of a stage, without a framework. The stage holds one `.zoom-cell`, or several that show different
 * pictures in step; in each a `.zoom-frame` is sized to the part of the picture that is seen, and the pictures in it
 * (under a `.cmp`) get their place by CSS variables, so that all of them move alike.
 */
export function mountZoom(stage: HTMLElement, picture: Size, onChange: (state: ZoomState) => void): Zoom {
  const ear = new AbortController()
  const fingers = new Map<number, Point>()
  const cells = [...stage.querySelectorAll<HTMLElement>('.zoom-cell')]
  const frames = [...stage.querySelectorAll<HTMLElement>('.zoom-frame')]
  const map = stage.querySelector<HTMLElement>('.zoom-map')
  const shade = map?.querySelector<HTMLElement>('i')
  const ring = map?.querySelector<HTMLElement>('b')
  let size = measure()
  let view: View = { scale: fitScale(picture, size), x: 0, y: 0 }
  let isFit = true
  let shown = ''
  let toldZoom = 0
  let telling: ReturnType<typeof setTimeout> | undefined

  const dpr = () => window.devicePixelRatio || 1

  /** Two cells lie side by side or one above the other, whichever shows more; all have the same size. */
  function measure(): Size {
    if (cells.length > 1) {
      stage.dataset.split = splitFor(picture, { width: stage.clientWidth, height: stage.clientHeight })
    }
    return { width: cells[0]?.clientWidth ?? 0, height: cells[0]?.clientHeight ?? 0 }
  }

  function drawFrame(frame: HTMLElement) {
    const seen = frameOf(picture, size, view.scale)
    // Looked at closely the frame is the stage and clipped to the picture: between whole and covering, no step of the
    // hand costs a layout.
    const box = isFit ? seen : size
    const corner = cornerIn(view, picture, box)
    const wide = `${box.width}px`
    const high = `${box.height}px`
    if (frame.style.width !== wide) frame.style.width = wide
    if (frame.style.height !== high) frame.style.height = high
    const layers = frame.firstElementChild
    if (!(layers instanceof HTMLElement)) return
    const { style } = layers
    if (!('zoom' in layers.dataset)) {
      layers.dataset.zoom = ''
      style.setProperty('--pw', `${picture.width}px`)
      style.setProperty('--ph', `${picture.height}px`)
    }
    style.setProperty('--s', String(view.scale))
    style.setProperty('--tx', `${corner.x}px`)
    style.setProperty('--ty', `${corner.y}px`)
    style.setProperty('--cx', `${(box.width - seen.width) / 2}px`)
    style.setProperty('--cy', `${(box.height - seen.height) / 2}px`)
    layers.toggleAttribute('data-pixels', view.scale * dpr() > PIXELS_ABOVE)
  }

  /** By clips alone: the rest of the small picture in shade, a ring around the part that is seen. */
  function drawMap() {
    if (!shade || !ring) return
    const { x, y } = seenPart(view, picture, size)
    const [left, right, top, bottom] = [x.from, x.to, y.from, y.to].map((part) => `${part * 100}%`)
    const inner = `${left} ${top}, ${right} ${top}, ${right} ${bottom}, ${left} ${bottom}, ${left} ${top}`
    const [from, to] = [`calc(${left} - 1.5px)`, `calc(${right} + 1.5px)`]
    const [over, under] = [`calc(${top} - 1.5px)`, `calc(${bottom} + 1.5px)`]
    const outer = `${from} ${over}, ${to} ${over}, ${to} ${under}, ${from} ${under}, ${from} ${over}`
    shade.style.clipPath = `polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${inner})`
    ring.style.clipPath = `polygon(evenodd, ${outer}, ${inner})`
  }

  function draw() {
    for (const frame of frames) drawFrame(frame)
    drawMap()
    const zoomed =
      !isFit && (picture.width * view.scale > size.width + 1 || picture.height * view.scale > size.height + 1)
    stage.toggleAttribute('data-zoomed', zoomed)
    stage.toggleAttribute('data-close', !isFit)
    // Where a slider takes the keys, the stage is worth a stop of the Tab key only while arrows move the picture.
    stage.tabIndex = zoomed || !stage.querySelector('.cmp-range') ? 0 : -1
    const reached = zoomTo(view, Number.POSITIVE_INFINITY, view, picture, size, dpr()).scale
    const state = {
      zoom: view.scale * dpr(),
      isFit,
      canZoomIn: view.scale < reached * 0.999,
      canZoomOut: !isFit,
    }
    const { zoom, ...rest } = state
    const told = JSON.stringify(rest)
    clearTimeout(telling)
    const say = () => {
      toldZoom = zoom
      onChange(state)
    }
    if (told !== shown) say()
    // The figure alone follows when the hand rests: words laid out anew in every frame would cost more than the move.
    else if (zoom !== toldZoom) telling = setTimeout(say, REST_MS)
    shown = told
  }

  function show(next: View) {
    view = next
    const fit = fitScale(picture, size)
    isFit = Math.abs(view.scale - fit) < fit * 0.002
    if (isFit) view = { scale: fit, x: 0, y: 0 }
    draw()
  }
  const showWhole = () => show({ scale: fitScale(picture, size), x: 0, y: 0 })
  const zoomAt = (scale: number, at = { x: 0, y: 0 }) => show(zoomTo(view, scale, at, picture, size, dpr()))
  const actual = (at?: Point) => zoomAt(1 / dpr(), at)
  function step(direction: 1 | -1) {
    const next = nextStep(view.scale * dpr(), direction) / dpr()
    const smallest = fitScale(picture, size)
    if (direction === -1 && next < smallest) showWhole()
    else zoomAt(next)
  }
  const pan = (dx: number, dy: number) =>
    show(contain({ scale: view.scale, x: view.x + dx, y: view.y + dy }, picture, size))

  const pointOf = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY })
  /** From the middle of the cell that it is over. */
  function fromCentre({ x, y }: Point): Point {
    const boxes = cells.map((cell) => cell.getBoundingClientRect())
    const over = boxes.find((one) => x >= one.left && x <= one.right && y >= one.top && y <= one.bottom)
    const box = over ?? boxes[0] ?? stage.getBoundingClientRect()
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 }
  }
  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    act: (event: HTMLElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ) => stage.addEventListener(name, act, { ...options, signal: ear.signal })

  listen(
    'wheel',
    (event) => {
      // At its smallest, a turn towards smaller belongs to the page.
      if (isFit && event.deltaY > 0) return
      event.preventDefault()
      const turn = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1)
      const speed = event.ctrlKey ? WHEEL_SPEED * 4 : WHEEL_SPEED
      zoomAt(view.scale * Math.exp(-turn * speed), fromCentre(pointOf(event)))
    },
    { passive: false },
  )
  /** Brings what is pointed at on the small picture to the middle. */
  function goTo(event: PointerEvent) {
    const box = map?.getBoundingClientRect()
    if (!box?.width || !box.height) return
    const { scale } = view
    const x = (0.5 - (event.clientX - box.left) / box.width) * picture.width * scale
    const y = (0.5 - (event.clientY - box.top) / box.height) * picture.height * scale
    show(contain({ scale, x, y }, picture, size))
  }
  const onMap = (event: PointerEvent) => event.target === map
  listen('pointerdown', (event) => {
    if (onMap(event)) {
      map?.setPointerCapture(event.pointerId)
      return goTo(event)
    }
    if (event.target instanceof Element && event.target.closest('.cmp-grip, button')) return
    fingers.set(event.pointerId, pointOf(event))
    if (fingers.size > 1 || stage.hasAttribute('data-zoomed')) stage.setPointerCapture(event.pointerId)
  })
  listen('pointermove', (event) => {
    if (onMap(event) && event.buttons > 0) return goTo(event)
    const before = fingers.get(event.pointerId)
    if (!before) return
    const now = pointOf(event)
    fingers.set(event.pointerId, now)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      const ratio =
        Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y)
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }
      if (Number.isFinite(ratio)) zoomAt(view.scale * ratio, fromCentre(middle))
      pan((now.x - before.x) / 2, (now.y - before.y) / 2)
    } else if (stage.hasAttribute('data-zoomed')) {
      pan(now.x - before.x, now.y - before.y)
    }
  })
  for (const name of ['pointerup', 'pointercancel'] as const)
    listen(name, (event) => fingers.delete(event.pointerId))
  listen('dblclick', (event) => {
    if (event.target instanceof Element && event.target.closest('.cmp-grip, .zoom-map, button')) return
    const whole = fitScale(picture, size)
    if (!isFit) showWhole()
    else zoomAt(whole * dpr() < 0.9 ? 1 / dpr() : whole * 2, fromCentre(pointOf(event)))
  })
  listen('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const acts: Record<string, () => void> = {
      '+': () => step(1),
      '=': () => step(1),
      '-': () => step(-1),
      '0': showWhole,
      '1': () => actual(),
    }
    // Arrows belong to the slider while it has the focus.
    if (event.target === stage) {
      acts.ArrowLeft = () => pan(PAN_STEP, 0)
      acts.ArrowRight = () => pan(-PAN_STEP, 0)
      acts.ArrowUp = () => pan(0, PAN_STEP)
      acts.ArrowDown = () => pan(0, -PAN_STEP)
    }
    const act = acts[event.key]
    if (!act || (event.key.startsWith('Arrow') && isFit)) return
    event.preventDefault()
    act()
  })

  const watch = new ResizeObserver(() => {
    size = measure()
    if (isFit) showWhole()
    else show(contain(view, picture, size))
  })
  watch.observe(stage)
  draw()

  return {
    whole: showWhole,
    actual: () => actual(),
    step,
    destroy() {
      clearTimeout(telling)
      watch.disconnect()
      ear.abort()
    },
  }
}
