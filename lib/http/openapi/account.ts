import 'server-only'
import { z } from 'zod'
import { closingSchema } from '@/lib/account/schema'
import { confirmSchema, emailSchema, newPasswordSchema, profileSchema } from '@/lib/auth/account-schema'
import { providerIds } from '@/lib/auth/ways'
import { noticesChangeSchema, noticesSchema } from '@/lib/notices/schema'
import { answers, body, id, part } from './parts'

export const accountPaths = {
  '/api/account': {
    patch: { requestBody: body(profileSchema), responses: answers(204, 'Your name and language') },
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
      requestBody: body(confirmSchema),
      responses: answers(204, 'This session may do sensitive things for 15 minutes'),
    },
  },
  '/api/account/email': {
    put: {
      requestBody: body(emailSchema),
      responses: answers(204, 'You sign in with this address from now on'),
    },
  },
  '/api/account/password': {
    post: {
      requestBody: body(newPasswordSchema),
      responses: answers(204, 'Your password is set and your other sessions have ended'),
    },
  },
  '/api/account/sessions/{id}': {
    parameters: id,
    delete: { responses: answers(204, 'This session of yours has ended') },
  },
  '/api/account/sign-out-everywhere': {
    post: { responses: answers(204, 'All of your sessions have ended, this one too') },
  },
  '/api/account/closing': {
    post: { requestBody: body(closingSchema), responses: answers(204, 'Your account is deleted in a week') },
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
    parameters: [part('provider', { enum: providerIds })],
    delete: { responses: answers(204, 'You no longer sign in with it; refused for the last way in') },
  },
  '/api/account/notices': {
    get: { responses: answers(200, 'How you hear that jobs have ended', noticesSchema) },
    patch: {
      requestBody: body(noticesChangeSchema),
      responses: answers(200, 'The same, with what was given changed', noticesSchema),
    },
  },
}
