import 'server-only'
import { z } from 'zod'
import { newPresetSchema, presetChangeSchema, presetSchema } from '@/lib/models/schema'
import { answers, body, id, modelId } from './parts'

const onePreset = z.object({ preset: presetSchema })

export const modelsPaths = {
  '/api/favourites': {
    get: {
      responses: answers(
        200,
        'Ids of your favourite models, the newest first',
        z.object({ favourites: z.array(z.string()) }),
      ),
    },
  },
  '/api/favourites/{id}': {
    parameters: modelId,
    put: { responses: answers(204, 'It is one of your favourites') },
    delete: { responses: answers(204, 'It is none of your favourites') },
  },
  '/api/presets': {
    get: {
      responses: answers(
        200,
        'Settings that you keep, oldest first',
        z.object({ presets: z.array(presetSchema) }),
      ),
    },
    post: {
      requestBody: body(newPresetSchema),
      responses: answers(201, 'The settings, kept under their name', onePreset),
    },
  },
  '/api/presets/{id}': {
    parameters: id,
    patch: {
      requestBody: body(presetChangeSchema),
      responses: answers(200, 'With another name, other settings, or both', onePreset),
    },
    delete: { responses: answers(204, 'It is gone') },
  },
  '/api/models/{id}': {
    parameters: modelId,
    get: { responses: answers(200, 'A model with all that its form needs') },
  },
  '/api/models': { get: { responses: answers(200, 'The models on offer, with prices and limits') } },
}
