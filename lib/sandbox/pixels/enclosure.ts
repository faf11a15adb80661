/**
 * How much each background pixel is surrounded by the subject: the share of eight rays that meet it before the
 * picture's edge. The lower edge counts as subject, because what stands there goes on below the picture.
 */
export function enclosure(mask: Uint8Array, width: number, height: number): Float32Array {
  const meets = new Uint8Array(mask.length)
  const ray = new Uint8Array(mask.length)
  for (const dy of [-1, 0, 1]) {
    for (const dx of [-1, 0, 1]) {
      if (dx === 0 && dy === 0) continue
      // Walked against the ray, so that each pixel's answer is its neighbour's, known already.
      for (let row = 0; row < height; row++) {
        const y = dy < 0 ? row : height - 1 - row
        for (let column = 0; column < width; column++) {
          const x = dx < 0 ? column : width - 1 - column
          const i = y * width + x
          if (mask[i]) ray[i] = 1
          else if (y + dy >= height) ray[i] = 1
          else if (y + dy < 0 || x + dx < 0 || x + dx >= width) ray[i] = 0
          else ray[i] = ray[i + dy * width + dx]!
          meets[i]! += ray[i]!
        }
      }
    }
  }
  return Float32Array.from(meets, (count, i) => (mask[i] ? 1 : count / 8))
}
