import 'server-only'
import { z } from 'zod'
import { reasonSchema } from '@/lib/admin/schema'
import { codeBatchSchema, redeemedSchema, redeemSchema } from '@/lib/credits/schema'
import { answers, id, json, page, requiredKey } from './parts'

export const codesPaths = {
  '/api/credits/redeem': {
    post: {
      requestBody: { required: true, content: json(redeemSchema) },
      responses: answers(200, 'What the code gave, and your balance after it', redeemedSchema),
    },
  },
  '/api/admin/codes': {
    get: { parameters: page, responses: answers(200, 'For admins: batches of codes, newest first') },
    post: {
      parameters: requiredKey,
      requestBody: { required: true, content: json(codeBatchSchema) },
      responses: answers(201, 'The batch, made once per key; its codes are handed out by `export`'),
    },
  },
  '/api/admin/codes/{id}/export': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(200, 'The codes, once', z.object({ codes: z.array(z.string()) })),
    },
  },
  '/api/admin/codes/{id}/cancel': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(200, 'The batch, which nobody can redeem any more'),
    },
  },
  '/api/admin/codes/{id}/codes': {
    parameters: id,
    get: { parameters: page, responses: answers(200, 'Its codes by number, and who redeemed them last') },
  },
  '/api/admin/codes/{id}/redemptions': {
    parameters: id,
    get: { parameters: page, responses: answers(200, 'Who redeemed its codes, the latest first') },
  },
}
