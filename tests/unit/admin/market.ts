import { randomUUID } from 'node:crypto'
import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { audit, modelChecks, modelFindings, modelSettings, modelWatch } from '@/db/schema'
import { askCheck, checkView, takeCheck } from '@/lib/admin/check'
import type { CheckView } from '@/lib/admin/finding'
import { look } from '@/lib/admin/look'
import { models } from '@/lib/catalog/catalog'
import type { Kie, ListedModel, ListOutcome, SchemaOutcome } from '@/lib/kie/types'

export const KNOWN = 'google/nano-banana'
export const OTHER = 'recraft/crisp-upscale'
export const RETIRED = 'sora-2-text-to-video'

export const listed = (id: string, more: Partial<ListedModel> = {}): ListedModel => ({
  id,
  title: id,
  provider: 'A',
  tasks: ['Text to Image'],
  price: `${id} costs 1 credit.`,
  ...more,
})

type Market = {
  all: Map<string, ListedModel>
  /** Documents' answers by id. */
  answers: Map<string, SchemaOutcome>
  asked: string[]
  /** In place of the list. */
  list: ListOutcome | null
  /** Before every answer; '' is the list. */
  before: (id: string) => void
  kie: Pick<Kie, 'models' | 'modelSchema'>
}

/** A KIE that lists what the catalogue offers, without documents, and remembers what it was asked. */
export function market(): Market {
  const all = new Map(
    models
      .filter(({ provider, retired }) => provider === 'kie' && !retired)
      .map(({ id }) => [id, listed(id)]),
  )
  const answers = new Map<string, SchemaOutcome>()
  const asked: string[] = []
  const self: Market = {
    all,
    answers,
    asked,
    list: null,
    before: () => {},
    kie: {
      models: async () => {
        self.before('')
        return self.list ?? { kind: 'models', models: [...all.values()] }
      },
      modelSchema: async (id) => {
        asked.push(id)
        self.before(id)
        return answers.get(id) ?? { kind: 'none' }
      },
    },
  }
  return self
}

/** Takes the open check and works on it; false: another has it. */
export async function work(
  db: Db,
  kie: Pick<Kie, 'models' | 'modelSchema'>,
  signal = new AbortController().signal,
  gapMs = 0,
): Promise<boolean> {
  const holder = randomUUID()
  const check = await takeCheck(db, holder)
  if (!check) return false
  await look({ db, kie, check, holder, gapMs, signal })
  return true
}

/** A whole check, asked for and worked on. */
export async function check(db: Db, kie: Pick<Kie, 'models' | 'modelSchema'>): Promise<CheckView> {
  await askCheck(db, 'someone')
  await work(db, kie)
  const view = await checkView(db)
  if (!view) throw new Error('no check')
  return view
}

export const rowsOf = (db: Db, modelId: string) =>
  db
    .select()
    .from(modelFindings)
    .where(eq(modelFindings.modelId, modelId))
    .orderBy(asc(modelFindings.foundAt))

export const actsOn = (db: Db, subject: string) =>
  db.select().from(audit).where(eq(audit.subject, subject)).orderBy(audit.id)

export async function forgetAll(db: Db): Promise<void> {
  for (const table of [modelChecks, modelFindings, modelWatch, modelSettings]) await db.delete(table)
}

/** As if so many hours had passed since the last check. */
export const laterBy = (db: Db, hours: number) =>
  db.execute(sql`update model_checks set started_at = started_at - ${hours}::int * interval '1 hour'`)

/** As if all documents but a few (of the first, and of those named here) had been read already: checks are quick. */
export async function readAlready(db: Db): Promise<void> {
  const few = new Set([KNOWN, OTHER, 'z-image'])
  const ids = [...market().all.keys()].slice(12).filter((id) => !few.has(id))
  await db.insert(modelWatch).values(ids.map((modelId) => ({ modelId, readAt: new Date('2100-01-01') })))
}
