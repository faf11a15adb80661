import { BLOCK, PAGE_MAX } from '@/lib/gallery/bounds'
import type { ResultView } from '@/lib/gallery/schema'
import { getBlocks, getMonths, getPage } from './calls'
import {
  mapResults,
  reachesDown,
  type Section,
  sectionOf,
  withMoved,
  withNewer,
  withResults,
} from './sections'

export type GalleryState = {
  sections: readonly Section[]
  status: 'loading' | 'ready' | 'failed'
}

const RETRY_MS = 3_000
/** As many as usually come between two looks, and as many as are looked through at most. */
const NEWEST = 60
const MOST_READ = 800

export type GalleryStore = ReturnType<typeof createGalleryStore>

/**
 * What is known of the results that one filter shows: how many there are in each month, and those that somebody has come
 * near. Outside React; read through `useSyncExternalStore`.
 * @param isWhole one section in an order of its own (a board, the trash) instead of months.
 */
export function createGalleryStore(search: URLSearchParams, isWhole: boolean) {
  const listeners = new Set<() => void>()
  const underWay = new Map<string, Promise<boolean>>()
  let state: GalleryState = { sections: [], status: 'loading' }
  /** Counts the times that all was read anew: an answer from before one of them is about what is no longer here. */
  let round = 0
  let beginning = Promise.resolve()

  function set(part: Partial<GalleryState>) {
    state = { ...state, ...part }
    for (const listener of [...listeners]) listener()
  }
  /** A month that turns out to be empty is none. */
  function replace(month: string | null, change: (section: Section) => Section) {
    const sections = state.sections.map((one) => (one.month === month ? change(one) : one))
    set({ sections: sections.filter(({ count }) => count > 0) })
  }

  /**
   * One request for one thing at a time; one that failed may be made again after a while.
   * @param ask answers what it changes, which counts only if all is still as it was asked about; null: it failed.
   */
  function once(thing: string, ask: () => Promise<(() => void) | null>): Promise<boolean> {
    const asked = round
    const key = `${asked} ${thing}`
    const before = underWay.get(key)
    if (before) return before
    const answer = ask().then((change) => {
      if (change) underWay.delete(key)
      else setTimeout(() => underWay.delete(key), RETRY_MS)
      if (change && asked === round) change()
      return change !== null
    })
    underWay.set(key, answer)
    return answer
  }

  function start(): Promise<void> {
    beginning = readAll()
    return beginning
  }
  async function readAll() {
    const asked = ++round
    set({ status: 'loading' })
    const sections = await readSections()
    if (asked !== round) return
    if (sections) set({ status: 'ready', sections })
    else if (state.sections.length === 0) set({ status: 'failed' })
    else {
      // What is here stays to be looked at while the connection is gone.
      set({ status: 'ready' })
      setTimeout(() => asked === round && listeners.size > 0 && void start(), RETRY_MS)
    }
  }

  async function readSections(): Promise<Section[] | null> {
    if (isWhole) {
      const answer = await getBlocks(search, null)
      if (!answer.ok) return null
      const blocks = blocksFrom(answer.value.blocks)
      const count = blocks.reduce((sum, block) => sum + block.count, 0)
      return count > 0 ? [{ month: null, count, blocks }] : []
    }
    const answer = await getMonths(search)
    return answer.ok ? answer.value.months.map(({ month, count }) => sectionOf(month, count, BLOCK)) : null
  }

  const blocksFrom = (blocks: readonly { last: string; count: number }[]) =>
    blocks.map(({ last, count }, at) => ({
      after: blocks[at - 1]?.last ?? null,
      last,
      count,
      results: null,
    }))

  /** Fetches where a section's blocks end. */
  const wantBlocks = (month: string | null) =>
    once(`blocks ${month}`, async () => {
      const answer = await getBlocks(search, month)
      if (!answer.ok) return null
      const blocks = blocksFrom(answer.value.blocks)
      const count = blocks.reduce((sum, block) => sum + block.count, 0)
      return () => replace(month, (section) => ({ ...section, blocks, count }))
    })

  /** Fetches one block's results. */
  const wantResults = (month: string | null, at: number) =>
    once(`results ${month} ${at}`, async () => {
      const block = state.sections.find((one) => one.month === month)?.blocks?.[at]
      if (!block || block.results) return () => undefined
      const answer = await getPage(search, {
        ...(month ? { month } : {}),
        ...(block.after ? { cursor: block.after } : {}),
        ...(block.last ? { until: block.last } : {}),
        limit: String(PAGE_MAX),
      })
      if (!answer.ok) return null
      // So many came in between that it is no longer one block.
      if (answer.value.next) return () => void start()
      return () => replace(month, (section) => withResults(section, at, answer.value.results))
    })

  /**
   * What came since, each in its place; only where the newest come first. Reads on until it meets what is here; where that
   * is too far away, everything is read anew.
   * @returns false: the server did not answer.
   */
  async function refresh(): Promise<boolean> {
    if (isWhole) return true
    await beginning
    if (state.status === 'failed') await start()
    const asked = round
    const newest: ResultView[] = []
    let next: string | null = null
    do {
      const cursor: Record<string, string> = next ? { cursor: next } : {}
      const answer = await getPage(search, { limit: String(next ? PAGE_MAX : NEWEST), ...cursor })
      if (!answer.ok) return false
      if (asked !== round) return true
      newest.push(...answer.value.results)
      next = answer.value.next
      if (!next || reachesDown(state.sections, newest)) {
        set({ sections: withNewer(state.sections, newest) })
        return true
      }
    } while (newest.length < MOST_READ)
    await start()
    return state.status === 'ready'
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    snapshot: () => state,
    start,
    wantBlocks,
    wantResults,
    refresh,
    /** Changes each loaded result, or (null) takes it out. */
    change(of: (one: ResultView) => ResultView | null) {
      const sections = state.sections.map((section) => mapResults(section, of))
      if (sections.some((section, at) => section !== state.sections[at])) {
        set({ sections: sections.filter(({ count }) => count > 0) })
      }
    },
    /** Takes everything out, loaded or not. */
    clear() {
      round += 1
      set({ status: 'ready', sections: [] })
    },
    /** Puts results of a board before another, as the server is asked to. */
    move(moved: readonly ResultView[], before: string | null) {
      set({ sections: state.sections.map((section) => withMoved(section, moved, before)) })
    },
    /** Everything anew, keeping what is here until the answer comes. */
    reload: start,
  }
}
