import 'server-only'
import { z } from 'zod'
import { fileSchema } from '@/lib/files/schema'
import { answers, bytes, id } from './parts'

export const filesPaths = {
  '/api/uploads': {
    post: {
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', format: 'binary' } },
            },
          },
        },
      },
      responses: answers(201, 'The stored file', z.object({ file: fileSchema })),
    },
  },
  '/api/files/{id}': { parameters: id, get: bytes('The file') },
  '/api/files/{id}/preview': { parameters: id, get: bytes('At most 1600 pixels a side') },
  '/api/files/{id}/thumb': { parameters: id, get: bytes('At most 400 pixels a side') },
  '/api/files/{id}/peaks': { parameters: id, get: bytes("A sound's waveform: numbers from 0 to 1") },
  '/api/files/{id}/derived': {
    parameters: id,
    put: { responses: answers(204, 'A poster or a waveform, kept if it is the first') },
  },
}
