import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '@/db/open'
import { accounts } from '@/db/schema'
import { disconnect, waysIn } from '@/lib/auth/ways'
import { env } from '@/lib/env'
import type { UserId } from '@/lib/id'
import { testDatabase } from '@/tests/support/database'
import { person } from './people'

let db: Db
let n = 0
beforeAll(async () => {
  db = (await testDatabase()).db
})
beforeEach(() => {
  const keys = { id: 'id', secret: 'secret' }
  Object.assign(env(), { google: keys, github: keys, mail: null })
})

async function connected(providers: string[], passwordHash?: null): Promise<UserId> {
  n += 1
  const user = await person(db, `w${n}@x.example`, passwordHash === null ? { passwordHash } : {})
  for (const provider of providers)
    await db.insert(accounts).values({ provider, providerAccountId: `${provider}${n}`, userId: user.id })
  return user.id as UserId
}
const left = async (id: UserId) => (await waysIn(db, id)).providers.sort()

test('A provider is disconnected, once, and nobody else’s', async () => {
  const [mine, other] = [await connected(['google', 'github']), await connected(['google'])]
  expect(await disconnect(db, mine, 'google')).toBeNull()
  expect((await disconnect(db, mine, 'google'))?.code).toBe('not_found')
  expect(await left(mine)).toEqual(['github'])
  expect(await disconnect(db, mine, 'github')).toBeNull()
  expect(await left(other)).toEqual(['google'])
})

test('The last way to sign in stays', async () => {
  const mine = await connected(['google', 'github'], null)
  expect(await disconnect(db, mine, 'github')).toBeNull()
  expect((await disconnect(db, mine, 'google'))?.code).toBe('last_way')
  expect(await left(mine)).toEqual(['google'])
  env().mail = { url: 'smtp://127.0.0.1:1', from: 'loupe@x.example' }
  expect(await disconnect(db, mine, 'google')).toBeNull()
})

test('A provider that is not configured any more is no way to sign in', async () => {
  const mine = await connected(['google', 'github'], null)
  env().google = null
  expect((await disconnect(db, mine, 'github'))?.code).toBe('last_way')
  expect(await disconnect(db, mine, 'google')).toBeNull()
})

test('Of two that disconnect both at once, one is refused', async () => {
  for (let round = 0; round < 20; round++) {
    const mine = await connected(['google', 'github'], null)
    const ends = await Promise.all([disconnect(db, mine, 'google'), disconnect(db, mine, 'github')])
    expect(ends.filter((end) => end === null)).toHaveLength(1)
    expect(await left(mine)).toHaveLength(1)
  }
})
