import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { modelWatch } from '@/db/schema'
import { findModel, models } from '@/lib/catalog/catalog'
import type { Kie, ListedModel, Refused, SchemaOutcome, Unavailable } from '@/lib/kie/types'
import { type Check, type HeldCheck, heldCheck, type Problem, readSince } from './check'
import { compareModel } from './compare-model'
import type { Found } from './finding'
import { isNews, type Lasting, lastingFindings, note, type Seen } from './findings'

export type Work = {
  db: Db
  kie: Pick<Kie, 'models' | 'modelSchema'>
  check: Check
  holder: string
  /** Milliseconds between two questions. */
  gapMs: number
  signal: AbortSignal
}

/** How often a question is put that gets no answer, and how many without one in a row end the check. */
const TRIES = 3
const SILENCES = 3
/** With a question before and after it, less than the time for which a check is held. */
const LONGEST_WAIT_MS = 30_000

/** Works on a check to its end, or until it is told to stop or another process took it over. */
export async function look(work: Work): Promise<void> {
  const held = heldCheck(work.db, work.check.id, work.holder)
  const rest = (ms: number) =>
    ms > 0 ? wait(ms, true, { signal: work.signal }).catch(() => false) : !work.signal.aborted
  /** Asks until there is an answer or no hope of one; null: stop at once. */
  const ask: Ask = async (question) => {
    for (let tries = 1; ; tries++) {
      if (!(await rest(work.gapMs))) return null
      const answer = await question()
      if (work.signal.aborted) return null
      if (!isSilent(answer) || tries === TRIES) return answer
      const pause = Math.max(answer.retryAfterMs, 2 * work.gapMs * tries)
      if (!(await rest(Math.min(pause, LONGEST_WAIT_MS))) || !(await held.hold())) return null
    }
  }
  const problem = await lookThrough(work, held, ask)
  if (problem === 'stopped') await held.letGo()
  else await held.finish(problem)
}

const isSilent = (answer: { kind: string }): answer is Unavailable => answer.kind === 'unavailable'

type Ask = <A extends { kind: string }>(
  question: () => Promise<A | Refused | Unavailable>,
) => Promise<A | Refused | Unavailable | null>

async function lookThrough(work: Work, held: HeldCheck, ask: Ask): Promise<Problem | 'stopped' | null> {
  const { db, kie, check, signal } = work
  const list = await ask(() => kie.models(signal))
  if (!list) return 'stopped'
  if (list.kind !== 'models') return problemOf(list)
  if (!isPlausible(list.models)) return 'implausible'
  const listed = new Map(list.models.map((model) => [model.id, model]))
  const before = await readSince(db, check.startedAt)
  const left = [...listed.values()].filter(({ id }) => !before.has(id))
  const lasting = await lastingFindings(db)
  const prices = await comparePrices(db, listed)
  const told = [...compareList(listed, lasting), ...prices]
  const begin = (own: HeldCheck) => own.begin(listed.size, listed.size - left.length)
  if (!(await noteAll(work, lasting, told, begin))) return 'stopped'

  let silent = 0
  for (const model of left) {
    const schema = await ask(() => kie.modelSchema(model.id, signal))
    if (!schema) return 'stopped'
    if (schema.kind === 'refused' && schema.reason === 'unauthorized') return 'unauthorized'
    if (schema.kind === 'unavailable' || schema.kind === 'refused') {
      silent = schema.kind === 'refused' ? 0 : silent + 1
      if (silent === SILENCES) return 'unavailable'
      if (!(await held.missed())) return 'stopped'
    } else {
      silent = 0
      const read = (own: HeldCheck) => own.read(model.id)
      if (!(await noteAll(work, lasting, compareOne(model, schema), read))) return 'stopped'
    }
  }
  return null
}

const problemOf = (answer: Refused | Unavailable): Problem =>
  answer.kind === 'refused' && answer.reason === 'unauthorized' ? 'unauthorized' : 'unavailable'

/** A step of the check and what it found, together or not at all; false: another process has taken over. */
async function noteAll(
  { db, check, holder }: Work,
  lasting: Lasting,
  seen: Seen[],
  step: (own: HeldCheck) => Promise<boolean>,
): Promise<boolean> {
  const news = seen.filter((one) => isNews(lasting, one))
  if (news.length === 0) return step(heldCheck(db, check.id, holder))
  return db.transaction(async (tx) => {
    const isHeld = await step(heldCheck(tx, check.id, holder))
    if (isHeld) for (const one of news) await note(tx, lasting, one)
    return isHeld
  })
}

const ours = models.filter((model) => model.provider === 'kie')

/** KIE has not dropped half of its market over night: then the list is not what it seems. */
function isPlausible(list: ListedModel[]): boolean {
  const ids = new Set(list.map(({ id }) => id))
  const expected = ours.filter((model) => !model.retired)
  return expected.filter(({ id }) => ids.has(id)).length * 2 >= expected.length
}

type Listed = ReadonlyMap<string, ListedModel>

/** What the names alone tell. */
function compareList(listed: Listed, lasting: Lasting): Seen[] {
  const gone = ours.map(({ id, retired }): Seen => {
    const isGone = !listed.has(id) && !retired
    return { modelId: id, kind: 'gone', found: isGone ? { kind: 'gone', detail: {} } : null }
  })
  // Nothing else can be said of a model that is not there.
  const moot = [...lasting.values()].filter(({ modelId, kind }) =>
    kind === 'gone' ? !findModel(modelId) : !listed.has(modelId),
  )
  return [...gone, ...moot.map(({ modelId, kind }): Seen => ({ modelId, kind, found: null }))]
}

/** What the words about prices tell; those of models seen for the first time are kept to compare with. */
async function comparePrices(db: Db, listed: Listed): Promise<Seen[]> {
  const watched = await db.select().from(modelWatch)
  const kept = new Map(watched.map(({ modelId, priceText }) => [modelId, priceText]))
  const spoken = ours.flatMap(({ id }) => {
    const price = listed.get(id)?.price
    return price === undefined
      ? []
      : [{ modelId: id, price, text: price ?? '', before: kept.get(id) ?? null }]
  })
  const first = spoken.filter(({ before }) => before === null)
  if (first.length > 0) {
    await db
      .insert(modelWatch)
      .values(first.map(({ modelId, text }) => ({ modelId, priceText: text })))
      .onConflictDoUpdate({
        target: modelWatch.modelId,
        set: { priceText: sql`excluded.price_text` },
        setWhere: sql`${modelWatch.priceText} is null`,
      })
  }
  return spoken.map(({ modelId, price, text, before }): Seen => {
    const isChanged = before !== null && before !== text
    const found: Found = { kind: 'price', detail: { from: before || null, to: price } }
    return { modelId, kind: 'price', found: isChanged ? found : null }
  })
}

function compareOne(listed: ListedModel, schema: Exclude<SchemaOutcome, Refused | Unavailable>): Seen[] {
  const { id, title, provider, tasks, price = null } = listed
  const known = findModel(id)
  // What another address serves is not on the market, however it is listed.
  const isNew = known ? known.retired : schema.kind !== 'elsewhere'
  const detail = { title, provider, tasks, price, retired: known !== undefined }
  const seen: Seen[] = [{ modelId: id, kind: 'new', found: isNew ? { kind: 'new', detail } : null }]
  if (!known || schema.kind !== 'fields') return seen
  const differences = compareModel(known, schema.fields)
  const found: Found = { kind: 'schema', detail: { differences } }
  return [...seen, { modelId: id, kind: 'schema', found: differences.length > 0 ? found : null }]
}
