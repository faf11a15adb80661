import { grantFromFile } from '@/lib/admin/grants-csv'
import { grantsFileSchema } from '@/lib/admin/grants-schema'
import { MOST_FILE_BYTES } from '@/lib/credits/bounds'
import { db } from '@/lib/database'
import { requiredKey } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

/** Grants each person of a file what it says or takes it, all of them or nobody. */
export const POST = route({
  auth: 'admin',
  confirmed: true,
  body: grantsFileSchema,
  // Quotation marks and line ends take two bytes in JSON.
  maxBytes: 2 * MOST_FILE_BYTES,
  run: async ({ request, user, body }) => {
    const key = requiredKey(request)
    if (key instanceof Refusal) return key
    const granted = await grantFromFile(await db(), user, body, key)
    return granted instanceof Refusal ? granted : Response.json(granted, { status: 201 })
  },
})
