const SIDE = 32
/** Below this, of 255, a part counts as see-through: codecs leave tiny errors. */
const CLEAR_BELOW = 250

/** Whether a loaded picture of our own has see-through parts, looked at in small. */
export function isSeeThrough(image: HTMLImageElement): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return false
  pen.drawImage(image, 0, 0, SIDE, SIDE)
  const { data } = pen.getImageData(0, 0, SIDE, SIDE)
  return data.some((value, at) => at % 4 === 3 && value < CLEAR_BELOW)
}
