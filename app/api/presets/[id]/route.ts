import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { changePreset, removePreset } from '@/lib/models/presets'
import { presetChangeSchema } from '@/lib/models/schema'
import { Refusal } from '@/lib/refusal'

const MAX_BYTES = 65_536

export const PATCH = route({
  auth: 'user',
  body: presetChangeSchema,
  maxBytes: MAX_BYTES,
  run: async ({ user, id, body }) => {
    const preset = await changePreset(await db(), user.id, id, body)
    return preset instanceof Refusal ? preset : { preset }
  },
})

export const DELETE = route({
  auth: 'user',
  run: async ({ user, id }) => removePreset(await db(), user.id, id),
})
