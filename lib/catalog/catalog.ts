import 'server-only'
import { z } from 'zod'
import data from './models.json'
import { type Model, modelSchema } from './schema'

/** Every model on offer, in the order of the data. A wrong description stops the process at its first use. */
export const models: readonly Model[] = z.array(modelSchema).parse(data)

const byId = new Map(models.map((model) => [model.id, model]))

export const findModel = (id: string): Model | undefined => byId.get(id)
