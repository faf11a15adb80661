import 'server-only'
import { sql } from 'drizzle-orm'
import { database } from './database'
import { env } from './env'
import { log } from './log'

const DATABASE_ANSWERS_MS = 2_000

export type Health = {
  live: true
  ready: boolean
  role: string
  database: 'pglite' | 'postgres' | null
  sandbox: boolean
}

/** Whether this process can serve: its database answers within two seconds. */
export async function health(): Promise<Health> {
  const state = { live: true as const, role: env().role, sandbox: env().sandbox }
  try {
    const { db, kind } = await database()
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the database does not answer')), DATABASE_ANSWERS_MS).unref()
    })
    await Promise.race([db.execute(sql`select 1`), late])
    return { ...state, ready: true, database: kind }
  } catch (error) {
    log().error({ err: error }, 'health')
    return { ...state, ready: false, database: null }
  }
}
