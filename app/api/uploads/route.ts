import { db } from '@/lib/database'
import { storeUpload } from '@/lib/files/intake'
import { fileView } from '@/lib/files/queries'
import { route } from '@/lib/http/route'
import { Refusal } from '@/lib/refusal'

export const POST = route({
  auth: 'user',
  limit: 'uploads',
  run: async ({ request, user }) => {
    const stored = await storeUpload(await db(), user.id, {
      contentType: request.headers.get('content-type'),
      declaredLength: Number(request.headers.get('content-length')) || null,
      stream: request.body,
    })
    return stored instanceof Refusal ? stored : Response.json({ file: fileView(stored) }, { status: 201 })
  },
})
