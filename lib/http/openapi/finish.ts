import 'server-only'
import { z } from 'zod'
import {
  finishBodySchema,
  finishPresetSchema,
  finishSchema,
  newFinishPresetSchema,
} from '@/lib/finish/schema'
import { answers, body, id } from './parts'

export const finishPaths = {
  '/api/files/{id}/finish': {
    parameters: id,
    get: {
      responses: answers(
        200,
        'The finished versions of a result, oldest first',
        z.object({ finishes: z.array(finishSchema) }),
      ),
    },
    post: {
      requestBody: body(finishBodySchema),
      responses: answers(
        201,
        'A finished version of a result, free of credits; 200 if the same recipe made it before',
        z.object({ finish: finishSchema }),
      ),
    },
  },
  '/api/finish-presets': {
    get: {
      responses: answers(
        200,
        'Recipes that you keep, oldest first',
        z.object({ presets: z.array(finishPresetSchema) }),
      ),
    },
    post: {
      requestBody: body(newFinishPresetSchema),
      responses: answers(201, 'The recipe, kept under its name', z.object({ preset: finishPresetSchema })),
    },
  },
  '/api/finish-presets/{id}': {
    parameters: id,
    delete: { responses: answers(204, 'It is gone') },
  },
}
