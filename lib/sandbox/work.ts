import 'server-only'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Facts, Order, Piece, Recipe } from './recipe'

type Answer = { id: number; value: unknown } | { id: number; error: string }
type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

export type Workshop = ReturnType<typeof openWorkshop>

/**
 * Works on files in a thread, one after another, so that the event loop stays free. The thread runs the source file
 * itself on Node, not a bundle: so it is the same under Next, under tsx and in tests.
 */
export function openWorkshop() {
  let worker: Worker | null = null
  let waiting = new Map<number, Waiting>()
  let last = 0

  const fail = (error: Error, of: Worker | null) => {
    // A thread that ended may have been replaced already.
    if (of !== worker) return
    worker = null
    const left = waiting
    waiting = new Map()
    for (const { reject } of left.values()) reject(error)
  }
  const start = () => {
    const path = join(/* turbopackIgnore: true */ process.cwd(), 'lib/sandbox/pixels/worker.ts')
    const made = new Worker(/* turbopackIgnore: true */ path, {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: {},
    })
    made.on('message', (answer: Answer) => {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) one?.reject(new Error(answer.error))
      else one?.resolve(answer.value)
      if (waiting.size === 0) made.unref()
    })
    made.on('error', (error: Error) => fail(error, made))
    made.on('exit', () => fail(new Error('the worker thread ended'), made))
    return made
  }
  const ask = (order: Order): Promise<unknown> => {
    worker ??= start()
    worker.ref()
    const id = ++last
    const done = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
    worker.postMessage({ id, order })
    return done
  }

  return {
    run: (recipe: Recipe) => ask({ recipe }) as Promise<Piece[]>,
    /** What a film or sound is like; null when it cannot be read. */
    look: (file: string) => ask({ look: file }) as Promise<Facts | null>,
    async close() {
      const ending = worker
      fail(new Error('the sandbox is closing'), worker)
      await ending?.terminate()
    },
  }
}
