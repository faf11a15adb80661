import { disableUser } from '@/lib/auth/people'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Disables an account; its sessions end at once. Not oneself, not the last admin. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  run: async ({ user, params }) => (await disableUser(await db(), user, params.id ?? '')) ?? undefined,
})
