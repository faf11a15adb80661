import 'server-only'
import { z } from 'zod'
import { pageQuery } from '@/lib/admin/page-query'
import { reasonSchema } from '@/lib/admin/schema'
import { codeBatchSchema, redeemedSchema, redeemSchema } from '@/lib/credits/schema'
import { answers, body, id, queryOf, requiredKey } from './parts'

export const codesPaths = {
  '/api/credits/redeem': {
    post: {
      requestBody: body(redeemSchema),
      responses: answers(200, 'What the code gave, and your balance after it', redeemedSchema),
    },
  },
  '/api/admin/codes': {
    get: {
      parameters: queryOf(pageQuery),
      responses: answers(200, 'For admins: batches of codes, newest first'),
    },
    post: {
      parameters: requiredKey,
      requestBody: body(codeBatchSchema),
      responses: answers(201, 'The batch, made once per key; its codes are handed out by `export`'),
    },
  },
  '/api/admin/codes/{id}/export': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(200, 'The codes, once', z.object({ codes: z.array(z.string()) })),
    },
  },
  '/api/admin/codes/{id}/cancel': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(200, 'The batch, which nobody can redeem any more'),
    },
  },
  '/api/admin/codes/{id}/codes': {
    parameters: id,
    get: {
      parameters: queryOf(pageQuery),
      responses: answers(200, 'Its codes by number, and who redeemed them last'),
    },
  },
  '/api/admin/codes/{id}/redemptions': {
    parameters: id,
    get: {
      parameters: queryOf(pageQuery),
      responses: answers(200, 'Who redeemed its codes, the latest first'),
    },
  },
}
