import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import type { Books } from './books'
import type { Settings } from './house'
import { pause } from './pause'
import { recordOf, type Task } from './task'

const ANSWER_LIMIT_MS = 15_000
const LONGEST_WAIT_MS = 60_000
const GIVE_UP_MS = 15 * 60_000

export type Callbacks = ReturnType<typeof newCallbacks>

/** Tells the product that a task ended, again and again until it answers 200. */
export function newCallbacks(books: Books, settings: Settings, base: () => string, signal: AbortSignal) {
  const firsts = new Map<string, Promise<void>>()

  async function tell(task: Task): Promise<void> {
    const act = task.acts.callback
    if (!task.callBackUrl || act?.none) return
    if (!(await pause(act?.lateMs ?? 0, signal))) return
    if (act?.forged) {
      await post(task, act.forged)
      return
    }
    // The first try of each; what fails goes on in the background.
    const first = await post(task)
    for (let extra = 1; extra < (act?.times ?? 1); extra++) await post(task)
    if (!first) void repeat(task)
  }

  async function repeat(task: Task): Promise<void> {
    for (let wait = 1000; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      if (Date.now() - (task.ending?.at ?? 0) > GIVE_UP_MS) return
      if (!(await pause(wait, signal))) return
      if (await post(task)) return
    }
  }

  type Forgery = NonNullable<NonNullable<Task['acts']['callback']>['forged']>

  async function post(task: Task, forged?: Forgery): Promise<boolean> {
    const body = envelope(task, forged)
    const url = forged === 'wrong-mac' ? withWrongEnd(task.callBackUrl ?? '') : (task.callBackUrl ?? '')
    const answered = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature(body.data.taskId, forged) },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
    }).then(
      async (response) => {
        await response.body?.cancel()
        return response.status === 200
      },
      () => false,
    )
    if (!signal.aborted) books.calledBack(task.id, answered)
    return answered
  }

  function envelope(task: Task, forged?: Forgery) {
    const record = recordOf(task, base())
    const failed = (record.state === 'fail') !== (forged === 'opposite')
    const other = [...books.tasks.keys()].find((id) => id !== task.id) ?? randomBytes(16).toString('hex')
    return {
      code: failed ? 501 : 200,
      msg: failed ? 'Playground task failed.' : 'Playground task completed successfully.',
      data: {
        ...record,
        taskId: forged === 'other-task' ? other : record.taskId,
        state: failed ? 'fail' : 'success',
        resultJson: failed
          ? null
          : record.resultJson || JSON.stringify({ resultUrls: [`${base()}/files/forged.png`] }),
        failCode: failed ? (record.failCode ?? '500') : null,
        failMsg: failed ? (record.failMsg ?? 'Internal server error') : null,
        updateTime: record.completeTime,
      },
    }
  }

  function signature(taskId: string, forged?: Forgery): Record<string, string> {
    if (!settings.hmacKey) return {}
    const timestamp = Math.floor(Date.now() / 1000)
    const key = forged === 'wrong-signature' ? `${settings.hmacKey}-wrong` : settings.hmacKey
    const signed = createHmac('sha256', key).update(`${taskId}.${timestamp}`).digest('base64')
    return { 'x-webhook-timestamp': String(timestamp), 'x-webhook-signature': signed }
  }

  return {
    /** Called when a task has ended. */
    ended: (task: Task) => {
      firsts.set(task.id, tell(task))
      void firsts.get(task.id)?.finally(() => firsts.delete(task.id))
    },
    /** When the first try for an ended task is over. */
    first: (id: string) => firsts.get(id) ?? Promise.resolve(),
    /** After a restart: what the product has not acknowledged yet. */
    resume: () => {
      for (const task of books.tasks.values()) {
        const { ending, callbacks, acts, callBackUrl } = task
        if (!ending || !callBackUrl || callbacks.answered > 0 || acts.callback?.none || acts.callback?.forged)
          continue
        if (Date.now() - ending.at < GIVE_UP_MS) void repeat(task)
      }
    },
  }
}

/** The address with its last part, where the product keeps its MAC, changed. */
function withWrongEnd(url: string): string {
  const last = url.at(-1)
  return `${url.slice(0, -1)}${last === 'A' ? 'B' : 'A'}`
}
