import 'server-only'
import { z } from 'zod'
import { fileSchema, peaksSchema } from '@/lib/files/schema'
import { answers, body, bytes, form, id } from './parts'

export const filesPaths = {
  '/api/uploads': {
    post: {
      requestBody: form('multipart/form-data', 'file', { type: 'string', format: 'binary' }),
      responses: answers(201, 'The stored file', z.object({ file: fileSchema })),
    },
  },
  '/api/files/{id}': { parameters: id, get: bytes('The file') },
  '/api/files/{id}/preview': { parameters: id, get: bytes('At most 1600 pixels a side') },
  '/api/files/{id}/thumb': { parameters: id, get: bytes('At most 400 pixels a side') },
  '/api/files/{id}/peaks': { parameters: id, get: bytes("A sound's waveform: numbers from 0 to 1") },
  '/api/files/{id}/derived': {
    parameters: id,
    put: {
      requestBody: {
        required: true,
        content: {
          ...body(peaksSchema).content,
          'image/*': { schema: { type: 'string', format: 'binary' } },
        },
      },
      responses: answers(204, 'The waveform of a sound or a picture of a film, kept if it is the first'),
    },
  },
}
