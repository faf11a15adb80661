import {
  contain,
  cornerIn,
  fitScale,
  frameOf,
  nextStep,
  type Size,
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

const PAN_STEP = 48
const PIXELS_ABOVE = 2
const WHEEL_SPEED = 0.0022
/** A wheel that reports lines, not pixels. */
const LINE_PX = 16

/**
 * Zoom and pan of a stage, without a framework. `frame` (inside `stage`, holding a `.cmp`) is sized to the
 * part of the picture that is seen; the pictures in it get their place by CSS variables, so that both layers move alike.
 */
export function mountZoom(
  stage: HTMLElement,
  frame: HTMLElement,
  picture: Size,
  onChange: (state: ZoomState) => void,
): Zoom {
  const ear = new AbortController()
  const fingers = new Map<number, { x: number; y: number }>()
  let size: Size = { width: stage.clientWidth, height: stage.clientHeight }
  let view: View = { scale: fitScale(picture, size), x: 0, y: 0 }
  let isFit = true
  let shown = ''

  const dpr = () => window.devicePixelRatio || 1

  function draw() {
    const box = frameOf(picture, size, view.scale)
    const corner = cornerIn(view, picture, size)
    const zoom = view.scale * dpr()
    frame.style.width = `${box.width}px`
    frame.style.height = `${box.height}px`
    const layers = frame.firstElementChild
    if (layers instanceof HTMLElement) {
      layers.dataset.zoom = ''
      const { style } = layers
      style.setProperty('--pw', `${picture.width}px`)
      style.setProperty('--ph', `${picture.height}px`)
      style.setProperty('--s', String(view.scale))
      style.setProperty('--tx', `${corner.x}px`)
      style.setProperty('--ty', `${corner.y}px`)
      layers.toggleAttribute('data-pixels', zoom > PIXELS_ABOVE)
    }
    const zoomed =
      !isFit && (picture.width * view.scale > size.width + 1 || picture.height * view.scale > size.height + 1)
    stage.toggleAttribute('data-zoomed', zoomed)
    // Zoomed, arrow keys move the picture: then, and only then, the stage is worth a stop of the Tab key.
    stage.tabIndex = zoomed ? 0 : -1
    const reached = zoomTo(view, Number.POSITIVE_INFINITY, view, picture, size, dpr()).scale
    const state = { zoom, isFit, canZoomIn: view.scale < reached * 0.999, canZoomOut: !isFit }
    const told = JSON.stringify(state)
    if (told !== shown) onChange(state)
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
  const actual = (at?: { x: number; y: number }) => zoomAt(1 / dpr(), at)
  function step(direction: 1 | -1) {
    const next = nextStep(view.scale * dpr(), direction) / dpr()
    const smallest = fitScale(picture, size)
    if (direction === -1 && next < smallest) showWhole()
    else zoomAt(next)
  }
  const pan = (dx: number, dy: number) =>
    show(contain({ scale: view.scale, x: view.x + dx, y: view.y + dy }, picture, size))

  const fromCentre = (event: MouseEvent) => {
    const box = stage.getBoundingClientRect()
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
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
      zoomAt(view.scale * Math.exp(-turn * speed), fromCentre(event))
    },
    { passive: false },
  )
  listen('pointerdown', (event) => {
    if (event.target instanceof Element && event.target.closest('.cmp-grip, button')) return
    fingers.set(event.pointerId, fromCentre(event))
    if (fingers.size > 1 || stage.hasAttribute('data-zoomed')) stage.setPointerCapture(event.pointerId)
  })
  listen('pointermove', (event) => {
    const before = fingers.get(event.pointerId)
    if (!before) return
    const now = fromCentre(event)
    fingers.set(event.pointerId, now)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      const ratio =
        Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y)
      if (Number.isFinite(ratio))
        zoomAt(view.scale * ratio, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
      pan((now.x - before.x) / 2, (now.y - before.y) / 2)
    } else if (stage.hasAttribute('data-zoomed')) {
      pan(now.x - before.x, now.y - before.y)
    }
  })
  for (const name of ['pointerup', 'pointercancel'] as const)
    listen(name, (event) => fingers.delete(event.pointerId))
  listen('dblclick', (event) => {
    if (event.target instanceof Element && event.target.closest('.cmp-grip, button')) return
    const whole = fitScale(picture, size)
    if (!isFit) showWhole()
    else zoomAt(whole * dpr() < 0.9 ? 1 / dpr() : whole * 2, fromCentre(event))
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
    size = { width: stage.clientWidth, height: stage.clientHeight }
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
      watch.disconnect()
      ear.abort()
    },
  }
}
