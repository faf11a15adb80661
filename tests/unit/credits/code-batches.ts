import type { Db } from '@/db/open'
import { cancelBatch, exportCodes, makeBatch } from '@/lib/admin/codes'
import { redeem } from '@/lib/credits/codes'
import type { CodeBatch } from '@/lib/credits/schema'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { person } from '../jobs/rows'

export const good: CodeBatch = { amount: 2.5, count: 1, uses: 1, expiresAt: null, note: 'Spring fair' }

/** What became of an act: the word for a refused code, or the refusal's own code. */
export const said = (outcome: unknown) =>
  outcome instanceof Refusal ? (outcome.options.fields?.code?.key ?? outcome.code) : 'redeemed'

/** Batches of an admin, and people who redeem. */
export async function desk(db: Db) {
  const admin = { id: (await person(db, 0)) as UserId }
  let addresses = 0
  return {
    admin,
    people: (count: number) => Promise.all(Array.from({ length: count }, () => person(db, 0))),
    use: (userId: string, code: string, address = `192.0.2.${++addresses % 250}`) =>
      redeem(db, { userId, address }, code),
    cancel: (id: string) => cancelBatch(db, admin, id, 'Printed twice'),
    async batchOf(wish: Partial<CodeBatch> = {}) {
      const made = await makeBatch(db, admin, { ...good, ...wish }, newId())
      if (made instanceof Refusal) throw new Error(made.code)
      const exported = await exportCodes(db, admin, made.batch.id, 'To print')
      if (exported instanceof Refusal) throw new Error(exported.code)
      return { id: made.batch.id, codes: exported.codes, first: exported.codes[0] as string }
    },
  }
}
