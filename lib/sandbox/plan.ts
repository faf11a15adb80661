import 'server-only'
import { planFilm } from './plan-film'
import type { Order, Plan } from './plan-order'
import { planPictures } from './plan-pictures'
import { planSound } from './plan-sound'
import { planText } from './plan-text'

/** What the sandbox makes of a task that KIE would run. Pure. */
export function planFor(order: Order): Plan {
  switch (order.model.output) {
    case 'image':
      return { recipe: planPictures(order) }
    case 'video':
      return planFilm(order)
    case 'audio':
      return planSound(order)
    case 'text':
      return { object: planText(order) }
  }
}
