import 'server-only'
import type { Db } from '@/db/open'
import { cleanPicture } from '@/lib/files/clean-result'
import { contentDisposition } from '@/lib/files/name'
import type { FileRow } from '@/lib/files/queries'
import { serveBlob } from '@/lib/files/serve'
import { blobKey } from '@/lib/files/store'
import { extensionOf, servedType } from '@/lib/files/types'
import { openShare, type SharedFile, sharedFile } from './open'
import { mediaVeil } from './veil/veil'
import { maySee } from './visit'

/**
 * What may be asked of a result: pictures of at most 1600 and 400 px, the picture that it was made from in the same
 * size, a film or sound to play, and all of it to keep.
 */
const parts = ['view', 'thumb', 'before', 'media', 'full'] as const
type SharedPart = (typeof parts)[number]

const isPart = (text: string): text is SharedPart => parts.some((part) => part === text)

/**
 * A file of a link, or null: unknown, ended, not opened yet, thrown away and not allowed are one answer. Nothing is
 * kept by caches without asking again, so that a link ends at once.
 */
export async function serveShared(
  db: Db,
  asked: { token: string; key: string; part: string },
  request: Request,
): Promise<Response | null> {
  const share = await openShare(db, asked.token)
  if (!share || !maySee(share, request) || !isPart(asked.part)) return null
  if (asked.part === 'full' && !share.allowsDownload) return null
  const item = await sharedFile(db, share, asked.key)
  if (!item) return null
  return asked.part === 'before'
    ? serveBefore(item, await item.original(), request)
    : servePart(db, item, asked.part, request)
}

async function servePart(
  db: Db,
  item: SharedFile,
  part: Exclude<SharedPart, 'before'>,
  request: Request,
): Promise<Response | null> {
  const { row } = item
  switch (part) {
    case 'view':
    case 'thumb': {
      if (!row.hasPreview) return null
      const shown = part === 'view' ? 'preview' : 'thumb'
      return serveBlob(blobKey(row.id, shown), headersOf(item, part, 'image/webp'), null, request)
    }
    case 'media':
      return row.kind === 'video' || row.kind === 'audio' ? serveMedia(item, part, request) : null
    case 'full':
      return serveFull(db, item, request)
  }
}

async function serveBefore(
  item: SharedFile,
  original: FileRow | null,
  request: Request,
): Promise<Response | null> {
  const headers = headersOf(item, 'before', 'image/webp')
  return original && serveBlob(blobKey(original.id, 'preview'), headers, null, request)
}

async function serveMedia(item: SharedFile, part: SharedPart, request: Request): Promise<Response | null> {
  const veil = await mediaVeil(item.row)
  const headers = headersOf(item, part, item.row.mime)
  return veil && serveBlob(blobKey(item.row.id, 'original'), headers, item.row.bytes, request, veil)
}

async function serveFull(db: Db, item: SharedFile, request: Request): Promise<Response | null> {
  const { row } = item
  if (row.kind === 'text') {
    return serveBlob(blobKey(row.id, 'original'), headersOf(item, 'full', row.mime), row.bytes, request)
  }
  if (row.kind !== 'image') return serveMedia(item, 'full', request)
  const clean = await cleanPicture(db, row)
  return (
    clean && serveBlob(blobKey(row.id, 'clean'), headersOf(item, 'full', clean.mime), clean.bytes, request)
  )
}

function headersOf({ key, n }: SharedFile, part: SharedPart, mime: string): Headers {
  const name = `${part === 'before' ? 'original' : 'result'}-${n}.${extensionOf(mime)}`
  return new Headers({
    'content-type': servedType(mime),
    'content-disposition': contentDisposition(part === 'full' ? 'attachment' : 'inline', name),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'accept-ranges': 'bytes',
    etag: `"${key}-${part}"`,
  })
}
