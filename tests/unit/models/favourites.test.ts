import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '@/db/open'
import { favourites } from '@/db/schema'
import type { UserId } from '@/lib/id'
import { addFavourite, favouritesOf, removeFavourite } from '@/lib/models/favourites'
import { recentModels } from '@/lib/models/recent'
import { Refusal } from '@/lib/refusal'
import { testDatabase } from '../../support/database'
import { person } from '../jobs/rows'

let db: Db
beforeAll(async () => {
  db = (await testDatabase()).db
})

describe('favourites', () => {
  it('are one’s own, the newest first, each once', async () => {
    const [ann, ben] = (await Promise.all([person(db, 0), person(db, 0)])) as [UserId, UserId]
    await addFavourite(db, ann, 'z-image')
    await db
      .update(favourites)
      .set({ createdAt: new Date(0) })
      .where(eq(favourites.userId, ann))
    await addFavourite(db, ann, 'recraft/crisp-upscale')
    await addFavourite(db, ann, 'recraft/crisp-upscale')
    expect(await favouritesOf(db, ann)).toEqual(['recraft/crisp-upscale', 'z-image'])
    expect(await favouritesOf(db, ben)).toEqual([])
    await removeFavourite(db, ben, 'z-image')
    await removeFavourite(db, ann, 'recraft/crisp-upscale')
    expect(await favouritesOf(db, ann)).toEqual(['z-image'])
  })

  it('are models that there are; what is gone can be taken away', async () => {
    const ann = (await person(db, 0)) as UserId
    expect(await addFavourite(db, ann, 'no/such-model')).toBeInstanceOf(Refusal)
    await db.insert(favourites).values({ userId: ann, modelId: 'gone/model' })
    await removeFavourite(db, ann, 'gone/model')
    expect(await favouritesOf(db, ann)).toEqual([])
  })
})

describe('models used lately', () => {
  /** Jobs at these seconds, each with its hold. */
  const use = (userId: UserId, used: { model: string; second: number }[]) =>
    db.execute(sql`
      with given as materialized (
        select ${userId} || number as id, model, to_timestamp(second) as at
        from jsonb_to_recordset(${JSON.stringify(used.map((one, number) => ({ ...one, number })))}::jsonb)
          as given (model text, second int, number int)),
      held as (
        insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
        select 'hold', 'user.available', 'user.held', 1, ${userId}, id, ${userId}, 'test' from given)
      insert into jobs (id, user_id, model, input, hold, request_hash, created_at)
      select id, ${userId}, model, '{}'::jsonb, 1, 'x', at from given`)

  it('are those of one’s last 200 jobs, the one used last first', async () => {
    const [ann, ben] = (await Promise.all([person(db, 1_000), person(db, 1_000)])) as [UserId, UserId]
    await use(ann, [
      { model: 'long/ago', second: 1 },
      { model: 'once', second: 5 },
      ...Array.from({ length: 198 }, (_, n) => ({ model: 'often', second: 10 + n })),
      { model: 'last', second: 1_000 },
    ])
    await use(ben, [{ model: 'another', second: 2_000 }])
    expect(await recentModels(db, ann)).toEqual(['last', 'often', 'once'])
    expect(await recentModels(db, ben)).toEqual(['another'])
  })
})
