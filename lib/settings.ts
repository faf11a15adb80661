import 'server-only'
import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/open'
import { settings } from '@/db/schema'
import { env } from './env'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const MOST_CREDITS = 1_000_000_000

const days = z.number().int().min(1).max(3_650)

/** Settings that need no restart: what each may be. Times in ms unless the name says days. */
const values = z.object({
  /** Who may make an account without an invitation. */
  signUp: z.enum(['open', 'invite', 'closed']),
  /** Granted to a new account (thousandths of a credit). */
  welcomeCredits: z.number().int().min(0).max(MOST_CREDITS),
  /** How long results are kept; null: for ever. */
  keepResultsDays: days.nullable(),
  /** How long what was thrown away can be brought back. */
  trashDays: days,
  /** How long an upload is kept that no job was given. */
  unusedUploadDays: days,
  /** At or below this balance a person is told that credits run low (thousandths). */
  lowBalance: z.number().int().min(0).max(MOST_CREDITS),
  /** Whether people may be sent mail about jobs that take long. */
  mailNotices: z.boolean(),
  /** How long an attempt with an unclear answer waits for its callback before the job is given up as lost. */
  uncertainAfterMs: z.number().int().min(1).max(DAY_MS),
  /** How long a task may run at the upstream before the job is given up. */
  taskDeadlineMs: z
    .number()
    .int()
    .min(1)
    .max(7 * DAY_MS),
  /** How long a job is put back to the queue while the upstream is away. */
  giveUpAfterMs: z
    .number()
    .int()
    .min(1)
    .max(7 * DAY_MS),
  /** The pause between two questions to KIE about its catalogue; it answers one a second. */
  catalogueGapMs: z.number().int().nonnegative(),
})
export type Settings = z.output<typeof values>

export const settingShape = values.shape

/** What holds while no admin chose otherwise; two of them are the environment's. */
export function usualSettings(): Settings {
  const { signUp, welcomeCredits } = env()
  return {
    signUp,
    welcomeCredits,
    keepResultsDays: null,
    trashDays: 30,
    unusedUploadDays: 7,
    lowBalance: 5_000,
    mailNotices: true,
    uncertainAfterMs: 15 * MINUTE_MS,
    taskDeadlineMs: HOUR_MS,
    giveUpAfterMs: 6 * HOUR_MS,
    catalogueGapMs: 1_100,
  }
}

/** What admins chose. */
export async function chosenSettings(db: Db): Promise<Partial<Settings>> {
  const rows = await db
    .select()
    .from(settings)
    .where(inArray(settings.key, Object.keys(settingShape)))
  return values.partial().parse(Object.fromEntries(rows.map((row) => [row.key, row.value])))
}

/** What holds now; read at each use, so that a change counts at once in every process. */
export async function readSettings(db: Db): Promise<Settings> {
  return { ...usualSettings(), ...(await chosenSettings(db)) }
}
