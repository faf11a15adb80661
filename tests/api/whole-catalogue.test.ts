import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JobView } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'
import { type App, startApp } from '@/tests/support/app'
import { type Client, COFFEE, signedIn } from '@/tests/support/client'
import { type Data, freshData } from '@/tests/support/data'
import { alwaysSent, type Bodies, TASK } from '@/tests/support/kie-bodies'
import { type KieModel, kieModels } from '@/tests/support/kie-models'
import { personId } from '@/tests/support/people'
import { until } from '@/tests/support/process'
import { type Sandbox, type SandboxTask, startSandboxProcess } from '@/tests/support/sandbox'

// Every model of the market, from POST /api/jobs to a stored result. What the upstream got is compared with bodies that
// were made from KIE's own description, by nothing of the product; and the upstream checks them once more by schema.

const bodies = JSON.parse(readFileSync('tests/fixtures/kie-bodies.json', 'utf8')) as Record<string, Bodies>

/** 148 tasks at the pace that KIE allows take 82 s; films are made on two cores. */
const LIMIT_MS = 300_000
const CREDITS = 100_000

const media = {
  'https://example.com/picture.jpg': { path: COFFEE, mime: 'image/png' },
  'https://example.com/film.mp4': { path: 'tests/fixtures/media/large.mp4', mime: 'video/mp4' },
  'https://example.com/sound.mp3': { path: 'tests/fixtures/media/sound.mp3', mime: 'audio/mpeg' },
}

let data: Data
let sandbox: Sandbox
let app: App
let ann: Client
const files = new Map<string, string>()

beforeAll(async () => {
  data = await freshData()
  await data.query(
    `insert into ledger (kind, debit, credit, amount, user_id, actor, reason)
     values ('grant', 'house.grants', 'user.available', $1, $2, 'system', 'test')`,
    [CREDITS * 1000, personId('ann')],
  )
  for (const { id } of kieModels) {
    await data.query('insert into model_settings (model_id, offered) values ($1, true)', [id])
  }
  sandbox = await startSandboxProcess()
  await sandbox.script([], { minMs: 0 })
  app = await startApp({ data, env: sandbox.env })
  ann = await signedIn(app.url, 'ann')
  for (const [address, { path, mime }] of Object.entries(media)) {
    const answer = await ann.tryUpload(path, undefined, mime)
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
    files.set(address, answer.body.file.id)
  }
})
afterAll(async () => {
  await app?.close()
  await sandbox?.close()
  await data?.remove()
})

/** A copy with every text changed. */
const mapped = (value: unknown, change: (text: string) => string): unknown => {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapped(item, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, change)]))
}

const needsTask = ({ id }: KieModel) => JSON.stringify(bodies[id]?.least).includes(TASK)

/** Asks for the least that the model takes, with our files and jobs where KIE's body has addresses and tasks. */
async function ask(model: KieModel, earlier: (id: string) => string): Promise<JobView> {
  const input = mapped(bodies[model.id]?.least, (text) =>
    text === TASK ? earlier(model.id) : (files.get(text) ?? text),
  )
  const answer = await ann.call<{ job: JobView }>('POST', '/api/jobs', { json: { model: model.id, input } })
  expect(answer.status, `${model.id}: ${answer.text}`).toBe(201)
  return answer.body.job
}

async function ended(jobs: JobView[]): Promise<Map<string, JobView>> {
  const open = new Set(jobs.map((job) => job.id))
  const found = new Map<string, JobView>()
  await until(
    'all jobs have ended',
    async () => {
      for (const id of open) {
        const job = await ann.job(id)
        if (!isFinal(job.status)) return false
        found.set(job.model, job)
        open.delete(id)
      }
      return true
    },
    LIMIT_MS,
    1_000,
  )
  return found
}

/** What the upstream got, with its own addresses and tasks read back as those of the golden body. */
const asKieGotIt = (task: SandboxTask) =>
  mapped(task.input, (text) => {
    if (/^[0-9a-f]{32}$/.test(text)) return TASK
    if (!text.startsWith(sandbox.url)) return text
    return Object.entries(media).find(([, { mime }]) => text.endsWith(endings[mime] ?? '?'))?.[0] ?? text
  })
const endings: Record<string, string> = { 'image/png': '.png', 'video/mp4': '.mp4', 'audio/mpeg': '.mp3' }

describe('the whole market', () => {
  test(
    'every model runs to its end, asked for as KIE wants it',
    async () => {
      const first = kieModels.filter((model) => !needsTask(model))
      const done = await ended(await Promise.all(first.map((model) => ask(model, () => ''))))
      const earlierOf = async (id: string) => {
        const view = await ann.call<{ model: { fields: { type: string; from?: string[] }[] } }>(
          'GET',
          `/api/models/${id}`,
        )
        const from = view.body.model.fields.flatMap((field) =>
          field.type === 'task' ? (field.from ?? []) : [],
        )
        return from.map((model) => done.get(model)?.id).find((job) => job !== undefined) ?? ''
      }
      const later = kieModels.filter(needsTask)
      const earlier = new Map(
        await Promise.all(later.map(async ({ id }) => [id, await earlierOf(id)] as const)),
      )
      for (const [model, job] of await ended(
        await Promise.all(later.map((model) => ask(model, (id) => earlier.get(id) ?? ''))),
      )) {
        done.set(model, job)
      }

      const { tasks } = await sandbox.books()
      const wrong: unknown[] = []
      for (const model of kieModels) {
        const job = done.get(model.id)
        const task = tasks.find((one) => one.model === model.id)
        if (job?.status !== 'done') wrong.push([model.id, job?.status, job?.error])
        else if (!job.outputs.some((file) => file.kind === model.output)) {
          wrong.push([model.id, job.outputs.map((file) => file.mime)])
        }
        if (task) {
          expect(asKieGotIt(task), model.id).toEqual({ ...alwaysSent[model.id], ...bodies[model.id]?.least })
        } else wrong.push([model.id, 'never asked for'])
      }
      expect(wrong).toEqual([])
      expect(done.size).toBe(148)
    },
    2 * LIMIT_MS,
  )
})
