import { expect } from 'vitest'
import { openDatabase } from '@/db/open'
import { checkBooks } from '@/lib/books/auditor/check'
import type { Data } from './data'

/** What the ledger says, after the auditor looked through all of it. */
export type Books = {
  jobs: { id: string; status: string; hold: number; charged: number | null; resolution: string | null }[]
}

/** The books add up, says the product's own auditor (design §4). On PGlite the app must have stopped. */
export async function expectBooksAddUp(data: Data): Promise<Books> {
  const opened = await openDatabase({
    ...(data.databaseUrl ? { url: data.databaseUrl } : {}),
    dataDir: data.dir,
    onError: (error) => {
      throw error
    },
  })
  try {
    expect(await checkBooks(opened.db), 'what the auditor finds').toEqual([])
  } finally {
    await opened.close()
  }
  const jobs = await data.query<Books['jobs'][number]>(`
    select j.id, j.status, j.hold, j.charged,
      (select kind from ledger l where l.job_id = j.id and l.kind in ('capture', 'release')) as resolution
    from jobs j order by j.created_at, j.id`)
  const ended = ['done', 'failed', 'canceled']
  const held = jobs.filter((job) => !ended.includes(job.status)).reduce((total, job) => total + job.hold, 0)
  const [balances] = await data.query<{ held: number | null }>(
    'select sum(held)::bigint as held from balances',
  )
  expect(balances?.held ?? 0, 'what is held for open jobs').toBe(held)
  return { jobs }
}
