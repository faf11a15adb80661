import { Readable } from 'node:stream'
import { exportZip } from '@/lib/account/export'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** Whether the download may begin: a page asks first, because a link cannot ask for a password. */
export const POST = route({ auth: 'user', confirmed: true, run: async () => undefined })

/** All of one's own data as a ZIP, made while it is sent. */
export const GET = route({
  auth: 'user',
  confirmed: true,
  run: async ({ user, locale }) =>
    new Response(Readable.toWeb(exportZip(await db(), user, locale)) as ReadableStream, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="loupe.zip"',
        'x-content-type-options': 'nosniff',
      },
    }),
})
