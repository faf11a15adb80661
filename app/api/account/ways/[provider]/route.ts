import { disconnect, providerIds } from '@/lib/auth/ways'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Disconnects a provider that one can sign in with; never the last way in. */
export const DELETE = route({
  auth: 'user',
  confirmed: true,
  run: async ({ user, params }) => {
    const provider = providerIds.find((id) => id === params.provider)
    if (!provider) return new Refusal('not_found')
    return (await disconnect(await db(), user.id, provider)) ?? undefined
  },
})
