import 'server-only'
import { z } from 'zod'
import { newShareSchema, shareSchema, sharesQuerySchema } from '@/lib/share/schema'
import { answers, body, bytes, id, part, queryOf } from './parts'

export const sharesPaths = {
  '/api/shares': {
    get: {
      parameters: queryOf(sharesQuerySchema),
      responses: answers(
        200,
        'Your links that you have not revoked, the newest first',
        z.object({ shares: z.array(shareSchema), next: z.string().nullable() }),
      ),
    },
    post: {
      requestBody: body(newShareSchema),
      responses: answers(201, 'The link and its address', z.object({ share: shareSchema, url: z.string() })),
    },
  },
  '/api/shares/{id}': {
    parameters: id,
    delete: { responses: answers(204, 'The link has ended') },
  },
  '/s/{token}': {
    parameters: [part('token')],
    get: { responses: answers(200, 'The page behind a link, or the door before it') },
    post: { responses: answers(303, 'The door is open; a cookie lasts for the visit') },
  },
  '/s/{token}/embed': {
    parameters: [part('token')],
    get: { responses: answers(200, 'The picture alone, for a frame in another site') },
  },
  '/s/{token}/f/{key}/{what}': {
    parameters: [part('token'), part('key'), part('what')],
    get: bytes('What the link allows of a result: view, thumb, before, media or full'),
  },
}
