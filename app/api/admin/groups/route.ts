import { groupList, saveGroup } from '@/lib/admin/groups'
import { groupSchema } from '@/lib/admin/limits-schema'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const GET = route({
  auth: 'admin',
  run: async () => ({ groups: await groupList(await db()) }),
})

/** Makes a group of people who share limits. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: groupSchema,
  run: async ({ user, body }) => {
    const made = await saveGroup(await db(), user, null, body)
    return made instanceof Refusal ? made : Response.json(made, { status: 201 })
  },
})
