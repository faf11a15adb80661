import { db } from '@/lib/database'
import { contentDisposition } from '@/lib/files/name'
import { filterQuery } from '@/lib/gallery/filter'
import { readZipIds, type ZipAsked, zipOf } from '@/lib/gallery/zip'
import { readZipForm } from '@/lib/gallery/zip-form'
import { route } from '@/lib/http/route'
import { readQuery } from '@/lib/query'
import { Refusal } from '@/lib/refusal'

/** All that a filter or a board shows, or `?ids`. */
export const GET = route({
  auth: 'user',
  run: async ({ request, user }) => {
    const search = new URL(request.url).searchParams
    const ids = search.get('ids')
    const filter = ids === null ? readQuery(filterQuery, search) : null
    if (filter instanceof Refusal) return filter
    return answer(user.id, filter ? { filter } : readZipIds(ids ?? ''))
  },
})

/**
 * A selection too long for an address: a form with `ids`, so that the browser itself saves the answer. The form is sent
 * from a hidden frame, where the page that sent it reads why it was refused (scripts/gate lets it).
 */
export const POST = route({
  auth: 'user',
  run: async ({ request, user }) => answer(user.id, await readZipForm(request)),
})

async function answer(userId: string, asked: ZipAsked | Refusal): Promise<Response | Refusal> {
  if (asked instanceof Refusal) return asked
  const zip = await zipOf(await db(), userId, asked)
  if (zip instanceof Refusal) return zip
  const day = new Date().toISOString().slice(0, 10)
  return new Response(zip, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': contentDisposition('attachment', `loupe-${day}.zip`),
      'x-content-type-options': 'nosniff',
    },
  })
}
