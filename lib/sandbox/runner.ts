import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { Books, KeptFile } from './books'
import type { Callbacks } from './callbacks'
import type { FileStore } from './file-store'
import type { Settings } from './house'
import { readInput } from './input'
import { mediaType } from './media-type'
import { findModel, type Model } from './models'
import { pause } from './pause'
import type { Ending, Task } from './task'
import type { Workshop } from './work'

export type Runner = ReturnType<typeof newRunner>

/** How many results are remembered by content. */
const MOST_KNOWN = 500

const failed = (code: string, message: string): Omit<Ending, 'at'> => ({
  state: 'fail',
  files: [],
  code,
  message,
})

/** Takes tasks to their end: waiting, generating, then success or fail, and the callback. */
export function newRunner(
  books: Books,
  files: FileStore,
  workshop: Workshop,
  callbacks: Callbacks,
  settings: Settings,
  signal: AbortSignal,
) {
  const running = new Map<string, Promise<void>>()
  /** Results by content, so that the same picture is not worked on twice. */
  const made = new Map<string, Promise<KeptFile>>()

  async function run(task: Task): Promise<void> {
    const begun = Date.now()
    const least = Math.max(settings.minMs, task.acts.task?.workMs ?? 0)
    if (!(await pause(Math.min(least / 4, 1000), signal))) return
    task.stage = 'generating'
    const ending = await work(task)
    if (!(await pause(least - (Date.now() - begun), signal)) || task.acts.task?.never) return
    books.finish(task.id, { ...ending, at: Date.now() })
    callbacks.ended(task)
  }

  async function work(task: Task): Promise<Omit<Ending, 'at'>> {
    const { fail, skipWork } = task.acts.task ?? {}
    if (fail) return failed(fail.code, fail.msg)
    const model = findModel(task.model)
    if (!model) return failed('500', 'Internal error, please try again later.')
    try {
      const input = await readInput(String(task.input.image), model, books, files, signal)
      if ('problem' in input) return failed('422', input.problem)
      const path = await produce(task, model, input.bytes, skipWork === true)
      return { state: 'success', files: [path], code: null, message: null }
    } catch (error) {
      return failed('500', `Internal error, please try again later. (${String(error)})`)
    }
  }

  async function produce(task: Task, model: Model, bytes: Uint8Array, copy: boolean): Promise<string> {
    const key = createHash('sha256')
      .update(`${copy ? 'copy' : model.work}\n`)
      .update(bytes)
      .digest('hex')
    const name = `${task.id}_${Math.floor(Date.now() / 1000)}_${randomBytes(8).toString('hex')}`
    const known = made.get(key)
    if (known) {
      const file = await known
      if (books.files.has(file.path)) {
        const path = `results/${name}.${file.path.split('.').pop()}`
        await files.again(file, path)
        return path
      }
    }
    const fresh = store(name, copy ? bytes : workshop.run(model.work, bytes))
    made.set(key, fresh)
    if (made.size > MOST_KNOWN) made.delete([...made.keys()][0] ?? '')
    fresh.catch(() => made.delete(key))
    return (await fresh).path
  }

  async function store(name: string, making: Uint8Array | Promise<Uint8Array>): Promise<KeptFile> {
    const bytes = await making
    const { type, extension } = mediaType(bytes)
    const path = `results/${name}.${extension}`
    await files.put({ path, mime: type, uploaded: false }, bytes)
    return { path, mime: type, uploaded: false, bytes: bytes.length, at: Date.now() }
  }

  const begin = (task: Task) => {
    const way = run(task).finally(() => running.delete(task.id))
    running.set(task.id, way)
  }

  return {
    begin,
    /** When the task is over (at once when it is not under way). */
    over: (id: string) => running.get(id) ?? Promise.resolve(),
    /** After a restart: every task without an end goes on. */
    resume: () => {
      for (const task of books.tasks.values()) if (!task.ending) begin(task)
    },
    close: async () => {
      await Promise.all(running.values())
    },
  }
}
