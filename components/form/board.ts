import type { Quote } from '@/lib/catalog/quote'
import type { ModelView } from '@/lib/catalog/view'
import type { Desk } from './desk'
import type { FormStore } from './form-store'
import { type Bill, billOf, optionPrices, type Planned, plan, pricedFields, priceOf } from './price'

export type Prices = {
  planned: readonly Planned[]
  quotes: readonly (Quote | null)[]
  bill: Bill
  /** By field: what one job costs with each value, where that changes the price. */
  options: Readonly<Record<string, readonly (number | null)[]>>
}

export type Board = ReturnType<typeof createBoard>

/**
 * What the form costs as it stands. Counted after the browser has drawn what was typed, never while a key waits;
 * whoever starts work asks `now`, so that what is shown and what is asked are one.
 */
export function createBoard(model: ModelView, store: FormStore, desk: Desk) {
  const listeners = new Set<() => void>()
  const settings = pricedFields(model)
  let isStale = true
  let prices = count()
  let timer: ReturnType<typeof setTimeout> | undefined

  function count(): Prices {
    isStale = false
    const planned = plan(model, store.state(), desk)
    const known = new Map(planned.map((one) => [one, priceOf(model, one)]))
    const quotes = planned.map((one) => known.get(one) ?? null)
    const [first] = planned
    const options: Record<string, readonly (number | null)[]> = {}
    for (const field of first ? settings : []) {
      const each = first && optionPrices(model, field, first)
      if (each) options[field.name] = each
    }
    return { planned, quotes, bill: billOf(quotes), options }
  }

  function now(): Prices {
    if (!isStale) return prices
    clearTimeout(timer)
    timer = undefined
    const before = prices
    const next = count()
    // Equal answers stay the same objects: nothing is drawn for them.
    const options = Object.fromEntries(
      Object.entries(next.options).map(([name, each]) => {
        const old = before.options[name]
        return [name, old && JSON.stringify(old) === JSON.stringify(each) ? old : each]
      }),
    )
    const isSame = JSON.stringify(before.bill) === JSON.stringify(next.bill)
    prices = { ...next, options, bill: isSame ? before.bill : next.bill }
    for (const listener of [...listeners]) listener()
    return prices
  }

  function changed() {
    isStale = true
    timer ??= setTimeout(now, 0)
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    /** As last counted. */
    get: () => prices,
    now,
    /** Follows the form until the returned function is called. */
    start() {
      const leave = [store.subscribe(changed), desk.subscribe(changed)]
      changed()
      return () => {
        for (const one of leave) one()
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}
