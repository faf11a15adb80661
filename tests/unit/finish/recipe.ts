import type { Recipe } from '@/lib/finish/schema'

/** As it is: no background, no shadow, no margin, its own size, exact. */
export const asItIs: Recipe = {
  background: { kind: 'none' },
  shadow: null,
  crop: 'whole',
  margin: 0,
  size: null,
  format: 'png',
  quality: 90,
}
