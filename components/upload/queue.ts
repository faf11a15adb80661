import { isPassing } from '@/components/http/call'
import { newKey } from '@/components/http/new-key'
import { backoff } from '@/components/jobs/backoff'
import type { MediaLimits } from '@/lib/catalog/schema'
import { intakeLimits, mediaProblem } from '@/lib/files/limits'
import { checkMedia } from './check'
import { type Send, sendFile } from './send'
import { createTray, type TrayItem } from './tray'

/** Uploads at once: enough to fill a line, few enough that each moves. */
export const UPLOADS = 3
const CHECKS = 4
/** Tries of one upload before it waits for a person. */
const TRIES = 5

export type QueuePorts = { send: Send; check: typeof checkMedia; newId: () => string }

export type Queue = ReturnType<typeof createQueue>

/**
 * Brings pictures to the server: looks at each, holds back what the chosen tool does not take, uploads the rest three
 * at a time, tries again by itself where that can help. One bad file never stops the others.
 */
export function createQueue(ports: QueuePorts = { send: sendFile, check: checkMedia, newId: newKey }) {
  const tray = createTray()
  const uploads = new Map<string, AbortController>()
  const tries = new Map<string, number>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const unchecked = new Set<string>()
  let checking = 0
  /** The server asked everybody to slow down. */
  let pausedUntil = 0
  let pauseTimer: ReturnType<typeof setTimeout> | undefined
  let limits: MediaLimits = intakeLimits.image

  /** With its problem under the chosen tool; one that a run was asked for stays as it is. */
  function judge(item: TrayItem): TrayItem {
    if (item.ask || (!item.mime && !item.fault)) return item
    const { bytes, width, height } = item
    const facts = { mime: item.mime ?? '', bytes, width, height }
    // The browser's own refusal comes first: a file that is no picture has no size to complain about.
    const problem = item.fault ?? mediaProblem(intakeLimits.image, facts) ?? mediaProblem(limits, facts)
    if (item.phase === 'checking' || item.phase === 'held')
      return { ...item, problem, phase: problem ? 'held' : 'waiting' }
    return { ...item, problem }
  }

  async function check(id: string) {
    const item = tray.get(id)
    if (!item) return
    checking += 1
    const checked = await ports.check(item.file)
    checking -= 1
    const still = tray.get(id)
    if (still)
      tray.patch(
        id,
        judge('fault' in checked ? { ...still, fault: checked.fault } : { ...still, ...checked }),
      )
    pump()
  }

  function pump() {
    for (const id of unchecked) {
      if (checking >= CHECKS) break
      unchecked.delete(id)
      void check(id)
    }
    if (Date.now() < pausedUntil) return
    for (const item of tray.snapshot().items) {
      if (uploads.size >= UPLOADS) return
      if (item.phase === 'waiting') void upload(item)
    }
  }

  async function upload({ id, file }: TrayItem) {
    const stop = new AbortController()
    uploads.set(id, stop)
    tray.patch(id, { phase: 'uploading', progress: 0, error: null })
    const answer = await ports.send(file, {
      signal: stop.signal,
      onProgress: (percent) => {
        const shown = Math.floor(percent)
        if (!stop.signal.aborted && tray.get(id)?.progress !== shown) tray.patch(id, { progress: shown })
      },
    })
    // Another upload of the same picture may have begun after it was taken away and brought back.
    if (uploads.get(id) === stop) uploads.delete(id)
    if (stop.signal.aborted) return pump()
    if (answer.ok) {
      tries.delete(id)
      tray.patch(id, { phase: 'ready', progress: 100, uploaded: answer.value.file })
    } else {
      again(id, answer)
    }
    pump()
  }

  function again(
    id: string,
    answer: { status: number; code: string; message: string; retryAfterMs: number | null },
  ) {
    const n = (tries.get(id) ?? 0) + 1
    tries.set(id, n)
    if (!isPassing(answer.status) || n >= TRIES) {
      tries.delete(id)
      const error = { code: answer.code, message: answer.message }
      // A run asked for meanwhile is off: what costs money starts by a press, not by a late success.
      tray.patch(id, { phase: 'failed', progress: 0, error, ask: null })
      return
    }
    const wait = answer.retryAfterMs ?? backoff(n, 1_000, 30_000)
    if (answer.status === 429) {
      pausedUntil = Math.max(pausedUntil, Date.now() + wait)
      clearTimeout(pauseTimer)
      pauseTimer = setTimeout(pump, pausedUntil - Date.now())
    }
    tray.patch(id, { phase: 'pausing', progress: 0 })
    timers.set(id, setTimeout(resume, wait, id))
  }

  function resume(id: string) {
    clearTimeout(timers.get(id))
    timers.delete(id)
    const phase = tray.get(id)?.phase
    if (phase === 'pausing' || phase === 'failed') tray.patch(id, { phase: 'waiting', error: null })
    pump()
  }

  function halt(id: string) {
    uploads.get(id)?.abort()
    uploads.delete(id)
    clearTimeout(timers.get(id))
    timers.delete(id)
    tries.delete(id)
    unchecked.delete(id)
  }

  return {
    tray,
    /** Takes files in, in their order, and starts at once. */
    add(files: readonly File[]) {
      const items = files.map((file) => fresh(ports.newId(), file))
      tray.add(items)
      for (const item of items) unchecked.add(item.id)
      pump()
    },
    /** The chosen tool's limits: pictures it does not take wait, others start. */
    setLimits(next: MediaLimits) {
      limits = next
      tray.map(judge)
      pump()
    },
    /** Once more, asked for by a person. */
    retry: resume,
    remove(ids: readonly string[]) {
      for (const id of ids) halt(id)
      tray.remove(new Set(ids))
      pump()
    },
    undo() {
      const back = tray.restore((item) => (item.uploaded ? judge(item) : judge(revived(item))))
      for (const item of back) if (item.phase === 'checking') unchecked.add(item.id)
      pump()
    },
    /** Back online: what waits for its next try goes now. */
    nudge() {
      for (const id of [...timers.keys()]) resume(id)
    },
    pump,
  }
}

function fresh(id: string, file: File): TrayItem {
  return {
    id,
    file,
    name: file.name,
    bytes: file.size,
    mime: null,
    width: null,
    height: null,
    phase: 'checking',
    progress: 0,
    fault: null,
    problem: null,
    error: null,
    uploaded: null,
    ask: null,
    runError: null,
  }
}

const revived = (item: TrayItem): TrayItem => ({
  ...item,
  phase: 'checking',
  progress: 0,
  error: null,
  ask: null,
})
