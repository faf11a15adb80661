import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Data } from '@/tests/support/data'

const INT8 = 20

/**
 * The database as a killed app left it. PGlite is looked at in a copy, so that recovering the folder itself stays the
 * next start's work.
 */
export async function asLeft<T>(data: Data, look: (data: Data) => Promise<T>): Promise<T> {
  if (data.kind === 'postgres') return look(data)
  const dir = mkdtempSync(join(tmpdir(), 'loupe-left-'))
  cpSync(join(data.dir, 'pglite'), dir, { recursive: true })
  const client = await PGlite.create(dir, { parsers: { [INT8]: Number } })
  try {
    return await look({
      ...data,
      query: async (text, values) => (await client.query(text, values)).rows as never,
    })
  } finally {
    await client.close()
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}
