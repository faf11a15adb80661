import { findPeople, peopleQuery } from '@/lib/admin/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Everybody with an account, or who is found by what was typed; page by page. */
export const GET = route({
  auth: 'admin',
  query: peopleQuery,
  run: async ({ query }) => findPeople(await db(), query),
})
