import type { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempts } from '../../guards/attempts'
import { guardsOf } from '../../guards/catalogue'
import { exemption } from '../../guards/exempt'
import { caughtBy, failing, onFixture, type Session } from '../../guards/trial'
import { testDatabase } from '../../support/database'

// What the database refuses, to whoever goes past our code; and that each of its guards is needed for that.

let session: Session
let query: <Row>(text: string) => Promise<Row[]>
let close = () => {}
beforeAll(async () => {
  const { kind, raw } = await testDatabase()
  const client = kind === 'postgres' ? await (raw as Pool).connect() : null
  session = { run: (text) => (client ? client.query(text) : (raw as PGlite).exec(text)) }
  query = async (text) =>
    (client ? await client.query(text) : await (raw as PGlite).query(text)).rows as never
  close = () => client?.release()
})
afterAll(() => close())

describe('the database', () => {
  it('answers every attempt as the rules say', async () => {
    const wrong = await onFixture(session, async () => {
      const found: string[] = []
      for (const attempt of attempts) {
        const said = await failing(session, attempt)
        if (said !== null) found.push(`${attempt.of}, ${attempt.name}: ${said}`)
      }
      return found
    })
    expect(wrong).toEqual([])
  })

  it('has no guard whose loss nobody would notice', async () => {
    const guards = (await guardsOf(query)).filter((guard) => exemption(guard) === null)
    expect(guards.length).toBeGreaterThan(100)
    const caught = await onFixture(session, async () => {
      const found: [string, string | null][] = []
      for (const guard of guards) found.push([guard.name, await caughtBy(session, guard)])
      return found
    })
    if (process.env.GUARDS_TABLE) console.table(Object.fromEntries(caught))
    expect(caught.flatMap(([name, by]) => (by === null ? [name] : []))).toEqual([])
  }, 300_000)
})
