import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { jobs } from '@/db/schema'
import { db } from './database'
import { env } from './env'
import { Refusal } from './refusal'

const shared = globalThis as { loupeMetrics?: Registry }

/** The answer of `/metrics`, or a 404 for whoever lacks the token. */
export async function metricsAnswer(authorization: string | null): Promise<Response | Refusal> {
  const token = env().metricsToken
  if (!token || !sameText(authorization ?? '', `Bearer ${token}`)) return new Refusal('not_found')
  shared.loupeMetrics ??= makeRegistry()
  return new Response(await shared.loupeMetrics.metrics(), {
    headers: { 'content-type': shared.loupeMetrics.contentType },
  })
}

function makeRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'loupe_jobs_open',
    help: 'Jobs that have not ended, by status',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const handle = await db()
      const rows = await handle
        .select({ status: jobs.status, n: sql<number>`count(*)::int` })
        .from(jobs)
        .where(sql`${jobs.wakeAt} is not null`)
        .groupBy(jobs.status)
      for (const status of ['queued', 'running', 'storing']) this.set({ status }, 0)
      for (const row of rows) this.set({ status: row.status }, row.n)
    },
  })
  return registry
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
