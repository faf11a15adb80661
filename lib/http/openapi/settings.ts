import 'server-only'
import { settingChangeSchema } from '@/lib/admin/settings-schema'
import { answers, body, part } from './parts'

export const settingsPaths = {
  '/api/admin/settings': {
    get: {
      responses: answers(200, 'For admins: the settings that need no restart, and where each comes from'),
    },
  },
  '/api/admin/settings/{name}': {
    parameters: [part('name')],
    put: {
      requestBody: body(settingChangeSchema),
      responses: answers(204, 'It counts at once; null is back to the default'),
    },
  },
}
