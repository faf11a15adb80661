import type { Density } from './filter-bar'

// Heights and gaps of the grid (px).
const shapes = {
  desk: { small: { row: 116, gap: 4, day: 44 }, large: { row: 184, gap: 6, day: 46 } },
  phone: { small: { row: 110, gap: 2, day: 44 }, large: { row: 110, gap: 2, day: 44 } },
} as const

/** How the grid is laid. @param isWhole no days are named: it shows all of a board, or of the trash */
export function shapeOf(isPhone: boolean, density: Density, isWhole: boolean) {
  const shape = shapes[isPhone ? 'phone' : 'desk'][density]
  return isWhole ? { ...shape, day: 0 } : shape
}
