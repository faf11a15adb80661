import 'server-only'
import { z } from 'zod'
import { peopleLimitsSchema, personLimitsSchema } from '@/lib/admin/limits-schema'
import { peopleQuery } from '@/lib/admin/people'
import { reasonSchema, roleSchema } from '@/lib/admin/schema'
import { personSchema } from '@/lib/auth/schema'
import { creditsMoveSchema, movedSchema } from '@/lib/credits/schema'
import { answers, body, id, queryOf, requiredKey } from './parts'

export const peoplePaths = {
  '/api/admin/people': {
    get: {
      parameters: queryOf(peopleQuery),
      responses: answers(
        200,
        'For admins: everybody, newest first, or who is found by words of name and address or by id',
        z.object({ people: z.array(personSchema), next: z.string().nullable() }),
      ),
    },
  },
  '/api/admin/people/{id}/credits': {
    parameters: id,
    post: {
      parameters: requiredKey,
      requestBody: body(creditsMoveSchema),
      responses: answers(201, 'Granted, or taken where the amount is negative, once per key', movedSchema),
    },
  },
  '/api/admin/people/limits': {
    put: {
      requestBody: body(peopleLimitsSchema),
      responses: answers(204, 'The group or the own limits of these people are set'),
    },
  },
  '/api/admin/people/{id}/limits': {
    parameters: id,
    get: {
      responses: answers(200, "A person's group and limits, and what is used of them", personLimitsSchema),
    },
  },
  '/api/admin/users/{id}/role': {
    parameters: id,
    put: {
      requestBody: body(roleSchema),
      responses: answers(204, 'The role is set; the last admin stays'),
    },
  },
  '/api/admin/users/{id}/disable': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(204, 'The account is suspended and its sessions have ended'),
    },
  },
  '/api/admin/users/{id}/enable': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(204, 'The account is restored'),
    },
  },
  '/api/admin/users/{id}/sign-out': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(204, 'Every session of the person has ended'),
    },
  },
  '/api/admin/users/{id}/reset-link': {
    parameters: id,
    post: {
      requestBody: body(reasonSchema),
      responses: answers(
        201,
        'The page where the person sets a new password, once, within an hour',
        z.object({ path: z.string() }),
      ),
    },
  },
}
