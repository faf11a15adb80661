import { db } from '@/lib/database'
import { addFinishPreset, finishPresetsOf } from '@/lib/finish/presets'
import { newFinishPresetSchema } from '@/lib/finish/schema'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

const MAX_BYTES = 4_096

export const GET = route({
  auth: 'user',
  run: async ({ user }) => ({ presets: await finishPresetsOf(await db(), user.id) }),
})

export const POST = route({
  auth: 'user',
  body: newFinishPresetSchema,
  maxBytes: MAX_BYTES,
  run: async ({ user, body }) => {
    const preset = await addFinishPreset(await db(), user.id, body)
    return preset instanceof Refusal ? preset : Response.json({ preset }, { status: 201 })
  },
})
