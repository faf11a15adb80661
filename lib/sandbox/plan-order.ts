import 'server-only'
import type { Model } from '@/lib/catalog/schema'
import type { KeptFile } from './books'
import type { Media } from './media'
import type { Recipe } from './recipe'
import type { Task } from './task'

/** All that a plan follows from; `place` tells where a kept file lies on the disk. */
export type Order = {
  model: Model
  task: Pick<Task, 'id' | 'input'>
  media: Media[]
  place: (path: string) => string
}

/** What a task ends with. */
export type Plan =
  | { recipe: Recipe }
  /** A file that is the result as it is. */
  | { same: KeptFile }
  /** A text or structure. */
  | { object: Record<string, unknown> }

/** A setting: what was asked, else KIE's own default. */
export const setting = ({ model, task }: Pick<Order, 'model' | 'task'>, name: string): unknown =>
  task.input[name] ?? model.fields.find((field) => field.name === name)?.default

/** All the words of an input, and what else decides how a result looks. Without a seed each task has its own. */
export function wordsOf({ model, task }: Order): string {
  const { seed } = task.input
  const words = JSON.stringify(task.input, (_, value: unknown) =>
    typeof value === 'string' && /^https?:\/\//.test(value) ? undefined : value,
  )
  return `${model.id}\n${words}\n${typeof seed === 'number' && seed > 0 ? seed : task.id}`
}
