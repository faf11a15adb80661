import 'server-only'
import type { Model } from '@/lib/catalog/schema'
import { marketModel } from './market'
import { gather, placesIn, type Tools } from './media'
import { planFor } from './plan'
import type { FilmRecipe } from './recipe'
import type { Task } from './task'

const TIMES = 2

/** For a model that enlarges the film of an earlier task: that film made anew, larger. Null where it cannot be. */
export async function largerFilm(
  model: Model,
  task: Task,
  tools: Tools,
): Promise<{ recipe: FilmRecipe } | null> {
  if (model.task !== 'upscale' || model.output !== 'video') return null
  const named = placesIn(model.fields, task.input).find(({ field }) => field.type === 'task')
  const before = named && tools.books.tasks.get(named.value)
  const made = before && marketModel(before.model)
  if (!before || !made) return null
  const media = await gather(made, before, tools)
  if ('problem' in media) return null
  const plan = planFor({ model: made, task: before, media, place: tools.files.place })
  if (!('recipe' in plan) || plan.recipe.make !== 'film') return null
  const { width, height } = plan.recipe
  return { recipe: { ...plan.recipe, width: TIMES * width, height: TIMES * height } }
}
