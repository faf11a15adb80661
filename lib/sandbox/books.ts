import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { openJournal, readLines } from './journal'
import { newPace } from './pace'
import { type Ending, spent, type Task } from './task'

/** KIE forgets tasks after two months, its logs after 14 days; the sandbox keeps 14 days. */
const TASK_LIFE_MS = 14 * 86_400_000
const FILE_LIFE_MS = 86_400_000
const FIRST_CREDITS = 1000
const REFILL_BELOW = 100
/** The oldest that are over are forgotten beyond so many. */
const MOST_TASKS = 20_000

/** A file served under `/files/<path>`; its bytes lie in `dir/files/<hash of the path>`. */
export type KeptFile = {
  path: string
  mime: string
  bytes: number
  /** SHA-256 of its bytes. */
  digest: string
  at: number
  uploaded: boolean
  /** Served until then, Unix ms; otherwise as long as it is kept. */
  until?: number
}

type Counters = { created: number; rateLimited: number; maxPer10s: number }
/** Calls of the second provider: all that came in whole, and those that made something and are billed. */
type XtyCounters = { calls: number; billed: number }

// The journal is written by this file alone, so a line that parses and has the right kind is believed.
const line = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('book'),
    secret: z.string(),
    port: z.number(),
    credits: z.number(),
    counters: z.custom<Counters>(),
    xty: z.custom<XtyCounters>(),
  }),
  z.object({ kind: z.literal('task'), task: z.custom<Task>() }),
  z.object({ kind: z.literal('end'), id: z.string(), ending: z.custom<Ending>() }),
  z.object({ kind: z.literal('callback'), id: z.string(), answered: z.boolean() }),
  z.object({ kind: z.literal('file'), file: z.custom<KeptFile>() }),
  z.object({ kind: z.literal('limited') }),
  z.object({ kind: z.literal('xty'), billed: z.boolean() }),
  z.object({ kind: z.literal('refill'), credits: z.number() }),
])
type Line = z.output<typeof line>

export type Books = ReturnType<typeof openBooks>

/** Opens the sandbox's memory in `dir`: what it accepted, owes and keeps, after a kill too. */
export function openBooks(dir: string) {
  mkdirSync(join(dir, 'files'), { recursive: true })
  const path = join(dir, 'journal.jsonl')
  const tasks = new Map<string, Task>()
  const files = new Map<string, KeptFile>()
  const counters: Counters = { created: 0, rateLimited: 0, maxPer10s: 0 }
  const xty: XtyCounters = { calls: 0, billed: 0 }
  const book = { secret: randomBytes(16).toString('hex'), port: 0, credits: FIRST_CREDITS }

  const pace = newPace()

  const apply = (entry: Line) => {
    if (entry.kind === 'book') {
      Object.assign(book, { secret: entry.secret, port: entry.port, credits: entry.credits })
      Object.assign(counters, entry.counters)
      Object.assign(xty, entry.xty)
    } else if (entry.kind === 'task') {
      tasks.set(entry.task.id, entry.task)
      counters.created++
      counters.maxPer10s = Math.max(counters.maxPer10s, pace.count(entry.task.account, entry.task.created))
      book.credits -= entry.task.cost
      if (tasks.size > MOST_TASKS) forgetOldest()
    } else if (entry.kind === 'file') files.set(entry.file.path, entry.file)
    else if (entry.kind === 'limited') counters.rateLimited++
    else if (entry.kind === 'xty') entry.billed ? xty.billed++ : xty.calls++
    else if (entry.kind === 'refill') book.credits += entry.credits
    else applyToTask(entry)
  }
  const forgetOldest = () => {
    for (const task of tasks.values()) if (task.ending) return tasks.delete(task.id)
  }
  const applyToTask = (entry: Extract<Line, { id: string }>) => {
    const task = tasks.get(entry.id)
    if (!task) return
    if (entry.kind === 'end') {
      task.ending = entry.ending
      book.credits += task.cost - spent(task)
    } else {
      task.callbacks.sent++
      if (entry.answered) task.callbacks.answered++
    }
  }

  for (const entry of readLines(path)) {
    const parsed = line.safeParse(entry)
    if (parsed.success) apply(parsed.data)
  }
  const now = Date.now()
  for (const task of tasks.values()) if (task.created < now - TASK_LIFE_MS) tasks.delete(task.id)
  const expired = [...files.values()].filter((file) => file.at < now - FILE_LIFE_MS)
  for (const file of expired) files.delete(file.path)

  // Sums first, then what they already hold: written anew, the tasks must not be counted twice.
  const unspent = [...tasks.values()].reduce((sum, task) => sum + spent(task), 0)
  const opening: Line[] = [
    {
      kind: 'book',
      ...book,
      credits: book.credits + unspent,
      counters: { ...counters, created: counters.created - tasks.size },
      xty: { ...xty },
    },
    ...[...tasks.values()].flatMap(taskLines),
    ...[...files.values()].map((file): Line => ({ kind: 'file', file })),
  ]
  const journal = openJournal(path, opening)
  const write = (entry: Line) => {
    journal.append(entry)
    apply(entry)
  }

  return {
    tasks: tasks as ReadonlyMap<string, Task>,
    files: files as ReadonlyMap<string, KeptFile>,
    /** Files that were too old at opening; their bytes are still on the disk. */
    expired,
    counters: counters as Readonly<Counters>,
    xty: xty as Readonly<XtyCounters>,
    /** To a thousandth. */
    credits: () => Math.round(book.credits * 1000) / 1000,
    port: () => book.port,
    /** Says on which port this book is served, so that addresses given out before a restart hold after it. */
    servedOn: (port: number) => {
      book.port = port
      journal.append({ kind: 'book', ...book, counters, xty })
    },
    accept: (task: Task) => {
      write({ kind: 'task', task })
      if (book.credits < REFILL_BELOW) write({ kind: 'refill', credits: FIRST_CREDITS })
    },
    /** Fills the account up, so that a task of any price can run. */
    afford: (cost: number) => {
      if (book.credits < cost) write({ kind: 'refill', credits: Math.max(FIRST_CREDITS, cost) })
    },
    finish: (id: string, ending: Ending) => write({ kind: 'end', id, ending }),
    calledBack: (id: string, answered: boolean) => write({ kind: 'callback', id, answered }),
    limited: () => write({ kind: 'limited' }),
    xtyCalled: () => write({ kind: 'xty', billed: false }),
    xtyBilled: () => write({ kind: 'xty', billed: true }),
    /** How many tasks of an account the last ten seconds hold. */
    recent: (account: string) => pace.recent(account, Date.now()),
    keep: (file: KeptFile) => write({ kind: 'file', file }),
    forget: (path: string) => files.delete(path),
    /** A name for this text that nobody else can guess. */
    secretName: (text: string) =>
      createHash('sha256').update(`${book.secret}\n${text}`).digest('hex').slice(0, 24),
    fileLifeMs: FILE_LIFE_MS,
    close: () => journal.close(),
  }
}

function taskLines(task: Task): Line[] {
  const { callbacks, ending } = task
  const calls = Array.from(
    { length: callbacks.sent },
    (_, k): Line => ({ kind: 'callback', id: task.id, answered: k < callbacks.answered }),
  )
  const fresh: Task = { ...task, ending: null, callbacks: { sent: 0, answered: 0 } }
  return [
    { kind: 'task', task: fresh },
    ...(ending ? [{ kind: 'end' as const, id: task.id, ending }] : []),
    ...calls,
  ]
}
