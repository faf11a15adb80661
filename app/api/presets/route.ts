import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { addPreset, presetsOf } from '@/lib/models/presets'
import { newPresetSchema } from '@/lib/models/schema'
import { Refusal } from '@/lib/refusal'

/** Settings without media: a long prompt is the longest thing in them. */
const MAX_BYTES = 65_536

export const GET = route({
  auth: 'user',
  run: async ({ user }) => ({ presets: await presetsOf(await db(), user.id) }),
})

export const POST = route({
  auth: 'user',
  body: newPresetSchema,
  maxBytes: MAX_BYTES,
  run: async ({ user, body }) => {
    const preset = await addPreset(await db(), user.id, body)
    return preset instanceof Refusal ? preset : Response.json({ preset }, { status: 201 })
  },
})
