import { adminModel, changeModel } from '@/lib/admin/models'
import { changeSchema } from '@/lib/admin/schema'
import { findModel } from '@/lib/catalog/catalog'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { terms } from '@/lib/jobs/terms'
import { Refusal } from '@/lib/refusal'

/** Turns a model on or off, or sets its price where none is known. */
export const PUT = route({
  auth: 'admin',
  confirmed: true,
  body: changeSchema,
  run: async ({ user, id, body, locale }) => {
    const model = findModel(id)
    if (!model) return new Refusal('not_found')
    const refused = await changeModel(await db(), user, model, body)
    return refused ?? { model: adminModel(model, locale, await terms()) }
  },
})
