import { vi } from 'vitest'
import type { ResultView } from '@/lib/gallery/schema'
import { monthOf } from './views'

/**
 * A gallery at the other end of `fetch`: newest first, cursors are places in that order. Answers may be held back, and
 * were true when they were asked for.
 */
export function galleryServer(block: number) {
  let all: ResultView[] = []
  const held: (() => void)[] = []
  let isHolding = false
  let isDown = false
  const asked: string[] = []

  function answer(url: URL) {
    const month = url.searchParams.get('month')
    const own = month ? all.filter((one) => monthOf(one) === month) : all
    const placeOf = (cursor: string | null) => own.findIndex(({ file }) => file.id === cursor)
    if (url.pathname === '/api/gallery/months') {
      const months = [...new Set(all.map(monthOf))]
      return { months: months.map((name) => ({ month: name, count: count(name) })), isWhole: true }
    }
    if (url.pathname === '/api/gallery/blocks') {
      const ends = own.flatMap((one, n) =>
        (n + 1) % block === 0 || n + 1 === own.length ? [{ one, n }] : [],
      )
      return {
        blocks: ends.map(({ one, n }, at) => ({ last: one.file.id, count: n - (ends[at - 1]?.n ?? -1) })),
      }
    }
    const until = url.searchParams.get('until')
    const from = placeOf(url.searchParams.get('cursor')) + 1
    const to = until ? placeOf(until) + 1 : own.length
    const end = Math.min(to, from + Number(url.searchParams.get('limit')))
    return { results: own.slice(from, end), next: end < to ? own[end - 1]?.file.id : null }
  }
  const count = (month: string) => all.filter((one) => monthOf(one) === month).length

  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (isDown) throw new TypeError('no network')
    const body = answer(new URL(path, 'http://loupe.test'))
    if (isHolding) await new Promise<void>((go) => held.push(go))
    return Response.json(body)
  })

  return {
    asked,
    set: (results: readonly ResultView[]) => {
      all = results.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    },
    add: (...results: ResultView[]) => {
      all = [...results.toReversed(), ...all]
    },
    hold: () => {
      isHolding = true
    },
    /** What is asked for from here on is answered at once. */
    pass: () => {
      isHolding = false
    },
    /** The same, and what was held back is let through. */
    release: () => {
      isHolding = false
      for (const go of held.splice(0)) go()
    },
    down: (is: boolean) => {
      isDown = is
    },
  }
}
