import { BLOCK } from '@/lib/gallery/bounds'
import type { ResultView } from '@/lib/gallery/schema'
import { getBlocks, getMonths, getPage } from './calls'
import { mapResults, type Section, sectionOf, withMoved, withNewer, withResults } from './sections'

export type GalleryState = {
  sections: readonly Section[]
  status: 'loading' | 'ready' | 'failed'
}

const RETRY_MS = 3_000
/** As many as come between two looks. */
const NEWEST = 60

export type GalleryStore = ReturnType<typeof createGalleryStore>

/**
 * What is known of the results that one filter shows: how many there are in each month, and those that somebody has come
 * near. Outside React; read through `useSyncExternalStore`.
 * @param isWhole one section in an order of its own (a board, the trash) instead of months.
 */
export function createGalleryStore(search: URLSearchParams, isWhole: boolean) {
  const listeners = new Set<() => void>()
  const underWay = new Set<string>()
  let state: GalleryState = { sections: [], status: 'loading' }

  function set(part: Partial<GalleryState>) {
    state = { ...state, ...part }
    for (const listener of [...listeners]) listener()
  }
  function replace(month: string | null, change: (section: Section) => Section) {
    set({ sections: state.sections.map((one) => (one.month === month ? change(one) : one)) })
  }

  /** One request for one thing at a time; one that failed may be made again after a while. */
  async function once(key: string, work: () => Promise<boolean>) {
    if (underWay.has(key)) return
    underWay.add(key)
    if (await work()) underWay.delete(key)
    else setTimeout(() => underWay.delete(key), RETRY_MS)
  }

  async function start() {
    set({ status: 'loading' })
    if (isWhole) {
      const answer = await getBlocks(search, null)
      if (!answer.ok) return set({ status: 'failed' })
      const blocks = blocksFrom(answer.value.blocks)
      const count = blocks.reduce((sum, block) => sum + block.count, 0)
      return set({ status: 'ready', sections: count > 0 ? [{ month: null, count, blocks }] : [] })
    }
    const answer = await getMonths(search)
    if (!answer.ok) return set({ status: 'failed' })
    set({
      status: 'ready',
      sections: answer.value.months.map(({ month, count }) => sectionOf(month, count, BLOCK)),
    })
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
      if (!answer.ok) return false
      const blocks = blocksFrom(answer.value.blocks)
      const count = blocks.reduce((sum, block) => sum + block.count, 0)
      replace(month, (section) => ({ ...section, blocks, count }))
      return true
    })

  /** Fetches one block's results. */
  const wantResults = (month: string | null, at: number) =>
    once(`results ${month} ${at}`, async () => {
      const block = state.sections.find((one) => one.month === month)?.blocks?.[at]
      if (!block || block.results) return true
      const answer = await getPage(search, {
        ...(month ? { month } : {}),
        ...(block.after ? { cursor: block.after } : {}),
        ...(block.last ? { until: block.last } : {}),
        limit: '200',
      })
      if (!answer.ok) return false
      replace(month, (section) => withResults(section, at, answer.value.results))
      return true
    })

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
    /** What came since, at the top; only where the newest come first. */
    async refresh() {
      if (isWhole) return
      const answer = await getPage(search, { limit: String(NEWEST) })
      if (answer.ok) set({ sections: withNewer(state.sections, answer.value.results) })
    },
    /** Changes each loaded result, or (null) takes it out. */
    change(of: (one: ResultView) => ResultView | null) {
      const sections = state.sections.map((section) => mapResults(section, of))
      if (sections.some((section, at) => section !== state.sections[at])) {
        set({ sections: sections.filter(({ count }) => count > 0) })
      }
    },
    /** Puts results of a board before another, as the server is asked to. */
    move(moved: readonly ResultView[], before: string | null) {
      set({ sections: state.sections.map((section) => withMoved(section, moved, before)) })
    },
    /** Everything anew, keeping what is here until the answer comes. */
    reload: start,
  }
}
