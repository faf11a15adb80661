import 'server-only'
import { exportQuery, monthQuery, movementsQuery } from '@/lib/credits/ask'
import { movementsSchema, spendingSchema } from '@/lib/credits/movement-view'
import { creditsSchema } from '@/lib/jobs/schema'
import { answers, queryOf } from './parts'

export const creditsPaths = {
  '/api/credits': {
    get: { responses: answers(200, 'What may be spent and what is held', creditsSchema) },
  },
  '/api/credits/movements': {
    get: {
      parameters: queryOf(movementsQuery),
      responses: answers(200, 'Your movements, newest first', movementsSchema),
    },
  },
  '/api/credits/movements.csv': {
    get: {
      parameters: queryOf(exportQuery),
      responses: answers(200, 'The same as CSV with a BOM, of a month or of all time'),
    },
  },
  '/api/credits/spending': {
    get: {
      parameters: queryOf(monthQuery),
      responses: answers(200, 'What was paid in a month, by day and by model', spendingSchema),
    },
  },
}
