import 'server-only'
import { z } from 'zod'
import { newPresetSchema, presetChangeSchema, presetSchema } from '@/lib/models/schema'
import { answers, id, json } from './parts'

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
    parameters: id,
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
      requestBody: { required: true, content: json(newPresetSchema) },
      responses: answers(201, 'The settings, kept under their name', onePreset),
    },
  },
  '/api/presets/{id}': {
    parameters: id,
    patch: {
      requestBody: { required: true, content: json(presetChangeSchema) },
      responses: answers(200, 'With another name, other settings, or both', onePreset),
    },
    delete: { responses: answers(204, 'It is gone') },
  },
  '/api/models': { get: { responses: answers(200, 'The models on offer, with prices and limits') } },
}
