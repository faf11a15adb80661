import 'server-only'
import { Readable } from 'node:stream'
import type { FileRow } from '@/lib/files/queries'
import type { Veil } from '@/lib/files/serve'
import { type BlobKey, blobKey, store } from '@/lib/files/store'
import { mp4Patches } from './mp4'
import { type Finder, type Patch, patched, type ReadAt } from './patch'
import { flacPatches, framedPatches, wavPatches } from './sound'
import { webmPatches } from './webm'

const finders: Record<string, Finder> = {
  'video/mp4': mp4Patches,
  'video/quicktime': mp4Patches,
  'audio/mp4': mp4Patches,
  'video/webm': webmPatches,
  'audio/mpeg': framedPatches,
  'audio/aac': framedPatches,
  'audio/wav': wavPatches,
  'audio/flac': flacPatches,
}

const REMEMBERED = 1_000
const WINDOW_BYTES = 65_536
// On globalThis, because Next bundles routes apart. A player asks for many ranges of one file.
const shared = globalThis as { loupeVeils?: Map<string, Patch[] | null> }

/**
 * What hides the words of a film or a sound (titles, places, programs, content credentials) while it is sent: there is
 * no copy, nothing moves, and ranges stay right. Null: its form cannot be told, so that it must not be sent.
 */
export async function mediaVeil(row: FileRow): Promise<Veil | null> {
  shared.loupeVeils ??= new Map()
  const known = shared.loupeVeils.get(row.id)
  const patches = known === undefined ? await find(row) : known
  if (known === undefined) remember(shared.loupeVeils, row.id, patches)
  return patches && ((stream, start) => Readable.from(veiled(stream, start, patches)))
}

async function find(row: FileRow): Promise<Patch[] | null> {
  const finder = finders[row.mime]
  const key = blobKey(row.id, 'original')
  // Without its bytes there is nothing to send either.
  if (!finder || (await store().size(key)) === null) return null
  return finder(reader(key, row.bytes), row.bytes)
}

function remember(known: Map<string, Patch[] | null>, id: string, patches: Patch[] | null) {
  const oldest = known.size >= REMEMBERED ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
  known.set(id, patches)
}

/** Reads through one window, since the parts lie close together. */
function reader(key: BlobKey, size: number): ReadAt {
  let windowFrom = 0
  let windowBytes = Buffer.alloc(0)
  return async (from, bytes) => {
    const to = Math.min(size, from + bytes)
    if (to <= from) return Buffer.alloc(0)
    if (from < windowFrom || to > windowFrom + windowBytes.length) {
      const end = Math.min(size, Math.max(to, from + WINDOW_BYTES)) - 1
      const found = await store().get(key, { start: from, end })
      if (!found) throw new Error('A film or sound has no bytes')
      windowFrom = from
      windowBytes = Buffer.concat(await Array.fromAsync(found.stream as AsyncIterable<Buffer>))
    }
    return windowBytes.subarray(from - windowFrom, to - windowFrom)
  }
}

async function* veiled(stream: Readable, start: number, patches: readonly Patch[]) {
  let at = start
  for await (const piece of stream as AsyncIterable<Buffer>) {
    yield patched(piece, at, patches)
    at += piece.length
  }
}
