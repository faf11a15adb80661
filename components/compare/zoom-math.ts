/** How a picture lies in the stage. Pure: lengths in CSS pixels, `scale` in CSS pixels per pixel of the picture. */
export type Size = { width: number; height: number }
/** x, y: the picture's centre, from the stage's centre. */
export type View = { scale: number; x: number; y: number }

export const MAX_ZOOM = 8
/** Small pictures are shown larger at first, but never coarser than this. */
const MAX_FIT = 2
const STEPS = [0.125, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 6, 8]

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** The scale at which the whole picture is seen. */
export function fitScale(picture: Size, stage: Size): number {
  const whole = Math.min(stage.width / picture.width, stage.height / picture.height, MAX_FIT)
  return Number.isFinite(whole) && whole > 0 ? whole : 1
}

/** The part of the stage that the picture covers: its frame, centred. */
export const frameOf = (picture: Size, stage: Size, scale: number): Size => ({
  width: Math.min(stage.width, picture.width * scale),
  height: Math.min(stage.height, picture.height * scale),
})

/** Keeps the picture's edges outside the frame: no empty table within it. */
export function contain(view: View, picture: Size, stage: Size): View {
  const roomX = Math.max(0, (picture.width * view.scale - stage.width) / 2)
  const roomY = Math.max(0, (picture.height * view.scale - stage.height) / 2)
  return { scale: view.scale, x: clamp(view.x, -roomX, roomX), y: clamp(view.y, -roomY, roomY) }
}

/** A new scale, the point (from the stage's centre) staying under the pointer. `dpr`: device pixels a CSS pixel. */
export function zoomTo(
  view: View,
  scale: number,
  at: { x: number; y: number },
  picture: Size,
  stage: Size,
  dpr: number,
): View {
  const fit = fitScale(picture, stage)
  // A small picture fills the stage at more than 1:1, and 1:1 must be reached all the same.
  const next = clamp(scale, Math.min(fit, 1 / dpr), Math.max(fit, MAX_ZOOM / dpr))
  const ratio = next / view.scale
  return contain(
    { scale: next, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio },
    picture,
    stage,
  )
}

/** The next round zoom (1 is one pixel of the picture on one of the screen) up or down. */
export function nextStep(zoom: number, direction: 1 | -1): number {
  const near = 1.001
  if (direction === 1) return STEPS.find((step) => step > zoom * near) ?? MAX_ZOOM
  return STEPS.findLast((step) => step < zoom / near) ?? zoom / 2
}

/** Where the picture's top left corner lies within its frame, which is the stage itself unless it is shown whole. */
export function cornerIn(view: View, picture: Size, frame: Size): { x: number; y: number } {
  return {
    x: frame.width / 2 + view.x - (picture.width * view.scale) / 2,
    y: frame.height / 2 + view.y - (picture.height * view.scale) / 2,
  }
}

/** Space between two pictures that are shown in step; compare.css has the same. */
const PAIR_GAP = 8

/** How two pictures share a stage: beside each other or one above the other, whichever shows them larger. */
export function splitFor(picture: Size, stage: Size): 'row' | 'column' {
  const half = (length: number) => (length - PAIR_GAP) / 2
  const row = fitScale(picture, { width: half(stage.width), height: stage.height })
  const column = fitScale(picture, { width: stage.width, height: half(stage.height) })
  return column > row ? 'column' : 'row'
}

/** The part of the picture that is seen, as parts of its sides (0 to 1). */
export function seenPart(view: View, picture: Size, stage: Size) {
  const part = (side: 'width' | 'height', offset: number) => {
    const whole = picture[side] * view.scale
    const from = Math.max(0, (whole / 2 - offset - stage[side] / 2) / whole)
    return { from, to: Math.min(1, from + stage[side] / whole) }
  }
  return { x: part('width', view.x), y: part('height', view.y) }
}
