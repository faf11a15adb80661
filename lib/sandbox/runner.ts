import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { Books, KeptFile } from './books'
import type { Callbacks } from './callbacks'
import { costOf } from './cost'
import type { FileStore } from './file-store'
import type { Settings } from './house'
import { largerFilm } from './larger-film'
import { marketModel } from './market'
import { gather, type Media } from './media'
import { extensionOf, mediaType } from './media-type'
import { pause } from './pause'
import { planFor } from './plan'
import { quick } from './quick'
import type { Recipe, Role } from './recipe'
import type { Ending, Task } from './task'
import type { Workshop } from './work'

export type Runner = ReturnType<typeof newRunner>

/** How many results are remembered by what they were made of. */
const MOST_KNOWN = 500

type Made = { role: Role; file: KeptFile }
type Outcome = Omit<Ending, 'at'>

const failed = (code: string, message: string): Outcome => ({ state: 'fail', files: [], code, message })

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
  /** Results by recipe and content, so that the same is not made twice. */
  const known = new Map<string, Promise<Made[]>>()

  async function run(task: Task): Promise<void> {
    const begun = Date.now()
    const least = Math.max(settings.minMs, task.acts.task?.workMs ?? 0)
    if (!(await pause(Math.min(least / 4, 1000), signal))) return
    task.stage = 'generating'
    const outcome = await work(task)
    if (!(await pause(least - (Date.now() - begun), signal)) || task.acts.task?.never) return
    books.finish(task.id, { ...outcome, at: Date.now() })
    callbacks.ended(task)
  }

  async function work(task: Task): Promise<Outcome> {
    const { fail, skipWork } = task.acts.task ?? {}
    if (fail) return failed(fail.code, fail.msg)
    const model = marketModel(task.model)
    if (!model) return failed('500', 'Internal error, please try again later.')
    try {
      const tools = { books, files, workshop, signal }
      const media = await gather(model, task, tools)
      if ('problem' in media) return failed('422', media.problem)
      const cost = costOf(model, task.input, media)
      const success = { state: 'success' as const, files: [], code: null, message: null, cost }
      const larger = skipWork ? null : await largerFilm(model, task, tools)
      const plan = larger ?? planFor({ model, task, media, place: files.place })
      if ('object' in plan) return { ...success, object: plan.object }
      const asItIs = 'same' in plan ? plan.same : skipWork ? media[0]?.kept : undefined
      if (asItIs) return { ...success, files: [(await again(task, asItIs)).path] }
      if (!('recipe' in plan)) throw new Error('nothing to make')
      return { ...success, ...(await produce(task, skipWork ? quick(plan.recipe) : plan.recipe, media)) }
    } catch (error) {
      return failed('500', `Internal error, please try again later. (${String(error)})`)
    }
  }

  async function produce(task: Task, recipe: Recipe, media: Media[]) {
    const key = keyOf(recipe, media, files.place)
    const before = await known.get(key)
    const pieces = before?.every(({ file }) => books.files.has(file.path))
      ? await Promise.all(before.map(async ({ role, file }) => ({ role, file: await again(task, file) })))
      : await afresh(key, task, recipe)
    const paths = (role: Role) => pieces.filter((piece) => piece.role === role).map(({ file }) => file.path)
    const [[first], [last]] = [paths('first'), paths('last')]
    return { files: paths('result'), twins: paths('twin'), masks: paths('mask'), frames: { first, last } }
  }

  const again = (task: Task, file: KeptFile) => files.again(file, newPath(task, file.mime))

  function afresh(key: string, task: Task, recipe: Recipe): Promise<Made[]> {
    const fresh = workshop.run(recipe).then((pieces) =>
      Promise.all(
        pieces.map(async ({ role, bytes }) => {
          const mime = mediaType(bytes).type
          const path = newPath(task, mime)
          return { role, file: await files.put({ path, mime, uploaded: false }, bytes) }
        }),
      ),
    )
    known.set(key, fresh)
    if (known.size > MOST_KNOWN) known.delete([...known.keys()][0] ?? '')
    fresh.catch(() => known.delete(key))
    return fresh
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

/** A path that nobody can guess. */
const newPath = (task: Task, mime: string) =>
  `results/${task.id}_${Math.floor(Date.now() / 1000)}_${randomBytes(8).toString('hex')}.${extensionOf(mime)}`

/** What a recipe is made of, whatever the files are called. */
function keyOf(recipe: Recipe, media: Media[], place: (path: string) => string): string {
  const digests = new Map(media.map(({ kept }) => [place(kept.path), kept.digest]))
  const told = JSON.stringify(recipe, (_, value: unknown) =>
    typeof value === 'string' ? (digests.get(value) ?? value) : value,
  )
  return createHash('sha256').update(told).digest('hex')
}
