import { db } from '@/lib/database'
import { serveFile } from '@/lib/files/serve'
import { route } from '@/lib/http/route'

export const GET = route({
  auth: 'user',
  run: async ({ request, id, user }) => serveFile(await db(), user.id, id, 'preview', request),
})
