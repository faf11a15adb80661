import 'server-only'
import { z } from 'zod'
import { settingChangeSchema } from '@/lib/admin/settings-schema'
import { noticesChangeSchema, noticesSchema } from '@/lib/notices/schema'
import { answers, json } from './parts'

export const accountPaths = {
  '/api/admin/settings': {
    get: {
      responses: answers(200, 'For admins: the settings that need no restart, and where each comes from'),
    },
  },
  '/api/admin/settings/{name}': {
    parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
    put: {
      requestBody: { required: true, content: json(settingChangeSchema) },
      responses: answers(204, 'It counts at once; null is back to the default'),
    },
  },
  '/api/account/confirm': {
    get: {
      responses: answers(
        200,
        'Whether you can prove by a password who you are',
        z.object({ hasPassword: z.boolean() }),
      ),
    },
    post: {
      requestBody: { required: true, content: json(z.object({ password: z.string() })) },
      responses: answers(204, 'This session may do sensitive things for 15 minutes'),
    },
  },
  '/api/account/email': {
    put: {
      requestBody: { required: true, content: json(z.object({ email: z.string() })) },
      responses: answers(204, 'You sign in with this address from now on'),
    },
  },
  '/api/account/closing': {
    post: {
      requestBody: {
        required: true,
        content: json(z.object({ confirmation: z.string(), password: z.string().nullish() })),
      },
      responses: answers(204, 'Your account is deleted in a week'),
    },
    delete: { responses: answers(204, 'Your account is kept after all') },
  },
  '/api/account/export': {
    get: { responses: answers(200, 'All of your data as a ZIP') },
    post: { responses: answers(204, 'The download may begin') },
  },
  '/api/account/ways': {
    post: { responses: answers(204, 'Another way to sign in may be connected') },
  },
  '/api/account/ways/{provider}': {
    parameters: [{ name: 'provider', in: 'path', required: true, schema: { enum: ['google', 'github'] } }],
    delete: { responses: answers(204, 'You no longer sign in with it; refused for the last way in') },
  },
  '/api/account/notices': {
    get: { responses: answers(200, 'How you hear that jobs have ended', noticesSchema) },
    patch: {
      requestBody: { required: true, content: json(noticesChangeSchema) },
      responses: answers(200, 'The same, with what was given changed', noticesSchema),
    },
  },
}
