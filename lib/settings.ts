import 'server-only'
import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { settings } from '@/db/schema'

/** Settings that need no restart: what each is, and what holds while nobody changed it. Times in ms. */
const schema = z.object({
  /** How long an attempt with an unclear answer waits for its callback before the job is given up as lost. */
  uncertainAfterMs: z
    .number()
    .int()
    .positive()
    .default(15 * 60_000),
  /** How long a task may run at the upstream before the job is given up. */
  taskDeadlineMs: z
    .number()
    .int()
    .positive()
    .default(60 * 60_000),
  /** How long a job is put back to the queue while the upstream is away. */
  giveUpAfterMs: z
    .number()
    .int()
    .positive()
    .default(6 * 3_600_000),
  /** The pause between two questions to KIE about its catalogue; it answers one a second. */
  catalogueGapMs: z.number().int().nonnegative().default(1_100),
})
export type Settings = z.output<typeof schema>

export async function readSettings(db: Db): Promise<Settings> {
  const rows = await db
    .select()
    .from(settings)
    .where(inArray(settings.key, Object.keys(schema.shape)))
  return schema.parse(Object.fromEntries(rows.map((row) => [row.key, row.value])))
}
