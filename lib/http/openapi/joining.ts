import 'server-only'
import { z } from 'zod'
import {
  acceptSchema,
  emailSchema,
  joinedSchema,
  resetSchema,
  setupSchema,
  signUpSchema,
} from '@/lib/auth/account-schema'
import { answers, body } from './parts'

/** For callers without a session: ways to an account, and back to one. */
export const joiningPaths = {
  '/api/account/sign-up': {
    post: {
      requestBody: body(signUpSchema),
      responses: answers(201, 'A new account, where everybody may have one', joinedSchema),
    },
  },
  '/api/account/invite': {
    post: {
      requestBody: body(acceptSchema),
      responses: answers(201, 'A new account by an invitation', joinedSchema),
    },
  },
  '/api/account/setup': {
    post: {
      requestBody: body(setupSchema),
      responses: answers(201, 'The first admin, by the link that the start printed', joinedSchema),
    },
  },
  '/api/account/forgot': {
    post: {
      requestBody: body(emailSchema),
      responses: answers(
        202,
        'A link for a new password is mailed, if there is such an account',
        z.object({ sent: z.literal(true) }),
      ),
    },
  },
  '/api/account/reset': {
    post: {
      requestBody: body(resetSchema),
      responses: answers(200, 'The new password counts', joinedSchema),
    },
  },
}
