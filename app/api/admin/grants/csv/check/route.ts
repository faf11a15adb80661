import { checkGrants } from '@/lib/admin/grants-csv'
import { grantsCheckSchema } from '@/lib/admin/grants-schema'
import { MOST_FILE_BYTES } from '@/lib/credits/bounds'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'

/** What a file of grants would do, and what is wrong with it. */
export const POST = route({
  auth: 'admin',
  body: grantsCheckSchema,
  // Quotation marks and line ends take two bytes in JSON.
  maxBytes: 2 * MOST_FILE_BYTES,
  run: async ({ body, locale }) => checkGrants(await db(), body.text, locale),
})
