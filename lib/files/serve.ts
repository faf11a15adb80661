import 'server-only'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { Db } from '@/db/open'
import { Refusal } from '@/lib/refusal'
import { contentDisposition } from './name'
import { type FileRow, ownFileEvenTrashed } from './queries'
import { type BlobKey, type ByteRange, blobKey, store, type Variant } from './store'
import { servedType } from './types'

type Shown = Exclude<Variant, 'clean'>

const isThere = (row: FileRow, shown: Shown) =>
  shown === 'original' || (shown === 'peaks' ? row.hasPeaks : row.hasPreview)

/** A blob never changes, so a browser may keep it until its person signs out; `private`, because it is theirs. */
const CACHE = 'private, max-age=31536000, immutable'

/**
 * Answers a request for one of a person's own files: fixed type, nothing that a browser would run, ranges, and
 * `?download` to save it under its name. Another's file, a deleted one and one without bytes are `not_found`, and so is
 * one in the trash unless `?trash` says that it is looked at there.
 */
export async function serveFile(
  db: Db,
  userId: string,
  id: string,
  shown: Shown,
  request: Request,
): Promise<Response | Refusal> {
  const asked = new URL(request.url).searchParams
  const row = await ownFileEvenTrashed(db, userId, id)
  if (!row || !isThere(row, shown) || (row.trashedAt && !asked.has('trash'))) return new Refusal('not_found')
  const headers = headersFor(row, shown, asked.has('download'))
  const bytes = shown === 'original' ? row.bytes : null
  return (await serveBlob(blobKey(row.id, shown), headers, bytes, request)) ?? new Refusal('not_found')
}

/** Changes bytes on their way out, in place: `start` is where in the blob the stream begins. */
export type Veil = (stream: Readable, start: number) => Readable

/**
 * Answers with a blob: all of it, one range, its head, or that it is unchanged (by the `etag` among the headers).
 * Null: it is not there.
 * @param bytes its length where that is known.
 */
export async function serveBlob(
  key: BlobKey,
  headers: Headers,
  bytes: number | null,
  request: Request,
  veil: Veil = (stream) => stream,
): Promise<Response | null> {
  if (unchanged(request, headers)) return new Response(null, { status: 304, headers })
  if (request.method !== 'HEAD' && !request.headers.has('range')) return whole(key, headers, veil)
  const size = bytes ?? (await store().size(key))
  if (size === null) return null
  const range = rangeOf(request, headers, size)
  if (range === 'beyond') {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  if (request.method === 'HEAD') {
    headers.set('content-length', String(size))
    return new Response(null, { headers })
  }
  return range ? part(key, headers, range, size, veil) : whole(key, headers, veil)
}

async function whole(key: BlobKey, headers: Headers, veil: Veil): Promise<Response | null> {
  const found = await store().get(key)
  if (!found) return null
  headers.set('content-length', String(found.bytes))
  return new Response(webStream(veil(found.stream, 0)), { headers })
}

async function part(
  key: BlobKey,
  headers: Headers,
  range: ByteRange,
  size: number,
  veil: Veil,
): Promise<Response | null> {
  const found = await store().get(key, range)
  if (!found) return null
  headers.set('content-length', String(found.bytes))
  headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`)
  return new Response(webStream(veil(found.stream, range.start)), { status: 206, headers })
}

function headersFor(row: FileRow, shown: Shown, download: boolean): Headers {
  const [mime, ending] = shown === 'peaks' ? ['application/json', 'json'] : ['image/webp', 'webp']
  const name = shown === 'original' ? row.name : `${row.name.replace(/\.[^.]*$/, '')}-${shown}.${ending}`
  return new Headers({
    'content-type': servedType(shown === 'original' ? row.mime : mime),
    'content-disposition': contentDisposition(download ? 'attachment' : 'inline', name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': CACHE,
    'accept-ranges': 'bytes',
    etag: `"${row.id}-${shown}"`,
  })
}

function unchanged(request: Request, headers: Headers): boolean {
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  return known.some((tag) => ['*', headers.get('etag')].includes(tag.trim().replace(/^W\//, '')))
}

/** One range of a GET as RFC 9110 means it; several, or what is no range, are answered with everything. */
function rangeOf(request: Request, headers: Headers, size: number): ByteRange | 'beyond' | null {
  if (request.method === 'HEAD') return null
  const condition = request.headers.get('if-range')
  if (condition !== null && condition !== headers.get('etag')) return null
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.get('range') ?? '')
  if (!parts || (!parts[1] && !parts[2])) return null
  const [, first = '', last = ''] = parts
  if (first && last && Number(last) < Number(first)) return null
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1
  return start >= size || (!first && Number(last) === 0) ? 'beyond' : { start, end }
}

const webStream = (stream: Readable) =>
  Readable.toWeb(stream) as WebStream<Uint8Array> as ReadableStream<Uint8Array>
