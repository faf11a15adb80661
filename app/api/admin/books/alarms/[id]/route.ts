import { settleAlarm } from '@/lib/books/balance'
import { settleSchema } from '@/lib/books/schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Settles the alarm: an admin knows why KIE's balance fell. */
export const POST = route({
  auth: 'admin',
  body: settleSchema,
  confirmed: true,
  run: async ({ user, id, body }) => (await settleAlarm(await db(), user, id, body.reason)) ?? undefined,
})
