import 'server-only'
import { z } from 'zod'
import { movementFilters, movementsSchema, spendingSchema } from '@/lib/credits/movement-view'
import { creditsSchema } from '@/lib/jobs/schema'
import { answers, inMonth, query } from './parts'

export const creditsPaths = {
  '/api/credits': {
    get: { responses: answers(200, 'What may be spent and what is held', creditsSchema) },
  },
  '/api/credits/movements': {
    get: {
      parameters: [
        ...inMonth,
        query('kind', z.enum(movementFilters)),
        query('cursor', z.string().regex(/^\d{1,15}$/)),
        query('limit', z.number().int().min(1).max(100)),
      ],
      responses: answers(200, 'Your movements, newest first', movementsSchema),
    },
  },
  '/api/credits/movements.csv': {
    get: {
      parameters: inMonth,
      responses: answers(200, 'The same as CSV with a BOM, of a month or of all time'),
    },
  },
  '/api/credits/spending': {
    get: {
      parameters: inMonth.map((one) => ({ ...one, required: one.name === 'month' })),
      responses: answers(200, 'What was paid in a month, by day and by model', spendingSchema),
    },
  },
}
