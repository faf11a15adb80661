import { findPeople, readPeopleQuery } from '@/lib/admin/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Everybody with an account, or who is found by what was typed; page by page. */
export const GET = route({
  auth: 'admin',
  run: async ({ request }) => {
    const query = readPeopleQuery(new URL(request.url).searchParams)
    return query instanceof Refusal ? query : findPeople(await db(), query)
  },
})
