import 'server-only'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/open'
import { toCredits } from '@/lib/credits/amount'
import { rowsOf } from '@/lib/rows'
import type { OpenJob } from './schema'
import { titleOf } from './title'

/** Rows shown of each list. */
const SHOWN = 10

type Row = { id: string; model: string; person: string; at: string; amount: number }

const view = (rows: Row[]): OpenJob[] =>
  rows.map(({ id, model, person, at, amount }) => ({
    ...{ id, person, at: new Date(at).toISOString() },
    ...{ title: titleOf(model), credits: toCredits(amount) },
  }))

/** Jobs of which nobody knows whether KIE took them, the oldest first, with what is held for them. */
export async function uncertainJobs(db: Db): Promise<OpenJob[]> {
  const rows = await rowsOf<Row>(
    db,
    sql`select j.id, j.model, u.name as person, j.created_at as at, j.hold::float8 as amount
      from jobs j join users u on u.id = j.user_id where j.stage = 'uncertain' order by j.created_at limit ${SHOWN}`,
  )
  return view(rows)
}

/** The last jobs that cost the house: KIE charged for them, and nobody paid. */
export async function lossJobs(db: Db): Promise<OpenJob[]> {
  const rows = await rowsOf<Row>(
    db,
    sql`select j.id, j.model, u.name as person, l.at, l.amount::float8 as amount
      from (select * from ledger where kind = 'loss' order by id desc limit ${SHOWN}) l
      join jobs j on j.id = l.job_id join users u on u.id = j.user_id order by l.id desc`,
  )
  return view(rows)
}

/**
 * The last jobs that may have cost the house, with how much at most: nobody knows whether KIE took them, and nobody
 * paid. One of which KIE told its charge after all is among the losses.
 */
export async function lostJobs(db: Db): Promise<OpenJob[]> {
  const rows = await rowsOf<Row>(
    db,
    sql`select j.id, j.model, u.name as person, j.finished_at as at, coalesce(j.list_price, j.hold)::float8 as amount
      from jobs j join users u on u.id = j.user_id
      where j.error_code = 'lost' and not exists (select from ledger l where l.job_id = j.id and l.kind = 'loss')
      order by j.finished_at desc, j.id desc limit ${SHOWN}`,
  )
  return view(rows)
}
