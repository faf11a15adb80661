import 'server-only'
import { z } from 'zod'
import {
  groupSchema,
  groupViewSchema,
  peopleLimitsSchema,
  personLimitsSchema,
} from '@/lib/admin/limits-schema'
import { reasonSchema, roleSchema } from '@/lib/admin/schema'
import { answers, id, json } from './parts'

const oneGroup = z.object({ group: groupViewSchema })

export const limitsPaths = {
  '/api/admin/groups': {
    get: {
      responses: answers(
        200,
        'For admins: groups of people who share limits',
        z.object({ groups: z.array(groupViewSchema) }),
      ),
    },
    post: {
      requestBody: { required: true, content: json(groupSchema) },
      responses: answers(201, 'The group', oneGroup),
    },
  },
  '/api/admin/groups/{id}': {
    parameters: id,
    put: {
      requestBody: { required: true, content: json(groupSchema) },
      responses: answers(200, 'The group as it is now', oneGroup),
    },
  },
  '/api/admin/groups/{id}/remove': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(204, 'Removed; its people stay'),
    },
  },
  '/api/admin/people/limits': {
    put: {
      requestBody: { required: true, content: json(peopleLimitsSchema) },
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
      requestBody: { required: true, content: json(roleSchema) },
      responses: answers(204, 'The role is set; the last admin stays'),
    },
  },
  '/api/admin/users/{id}/disable': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(204, 'The account is suspended and its sessions have ended'),
    },
  },
  '/api/admin/users/{id}/enable': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(204, 'The account is restored'),
    },
  },
  '/api/admin/users/{id}/sign-out': {
    parameters: id,
    post: {
      requestBody: { required: true, content: json(reasonSchema) },
      responses: answers(204, 'Every session of the person has ended'),
    },
  },
}
