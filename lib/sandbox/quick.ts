import 'server-only'
import type { Recipe } from './recipe'

const SIDE = 64

/** The same, as small as can be and always alike: for load tests, where the work itself does not count. */
export function quick(recipe: Recipe): Recipe {
  if (recipe.make === 'pictures') {
    return {
      ...recipe,
      width: SIDE,
      height: SIDE,
      words: 'quick',
      count: 1,
      from: [],
      way: 'restyle',
      mask: undefined,
    }
  }
  if (recipe.make === 'film') {
    return { ...recipe, width: SIDE, height: SIDE, seconds: 1, words: 'quick', pictures: [], sound: null }
  }
  if (recipe.make === 'noise') return { ...recipe, seconds: 1, words: 'quick' }
  if (recipe.make === 'voice') return { ...recipe, turns: [{ voice: 0, seconds: 1 }] }
  return recipe
}
