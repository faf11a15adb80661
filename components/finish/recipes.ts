import type { Recipe } from '@/lib/finish/schema'

const plain: Recipe = {
  background: { kind: 'none' },
  shadow: null,
  crop: 'whole',
  margin: 0,
  size: null,
  format: 'png',
  quality: 90,
}

/** What a shadow is at first: light from above, slightly from the left. */
export const firstShadow: NonNullable<Recipe['shadow']> = { x: 1, y: 2, blur: 2, opacity: 35 }

/** The house's own presets, ready to use; `original` changes nothing. */
export const givenRecipes = {
  original: plain,
  square: {
    ...plain,
    background: { kind: 'colour', colour: '#ffffff' },
    crop: 'subject',
    margin: 8,
    size: { width: 2000, height: 2000 },
    format: 'jpeg',
  },
  portrait: {
    ...plain,
    background: { kind: 'colour', colour: '#f4f1ec' },
    shadow: firstShadow,
    crop: 'subject',
    margin: 10,
    size: { width: 1600, height: 2000 },
    format: 'jpeg',
  },
  banner: {
    ...plain,
    background: { kind: 'gradient', from: '#f4f1ec', to: '#d9c3b8', angle: 120 },
    shadow: firstShadow,
    crop: 'subject',
    margin: 12,
    size: { width: 2400, height: 1000 },
    format: 'webp',
  },
  cutout: { ...plain, crop: 'subject' },
} as const satisfies Record<string, Recipe>

export const givenNames = ['square', 'portrait', 'banner', 'cutout'] as const

/** Sizes that shops and networks ask for, in px. */
export const givenSizes = [
  { width: 2000, height: 2000 },
  { width: 1080, height: 1080 },
  { width: 1600, height: 2000 },
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
  { width: 2400, height: 1000 },
] as const

export const sameRecipe = (one: Recipe, other: Recipe) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

/** The same in a fixed order: what the server stores comes back in another one. */
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.entries(value)
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([name, inner]) => [name, sorted(inner)])
    : value
