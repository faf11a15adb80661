import 'server-only'
import type { Readable } from 'node:stream'
import type { CleanCopy } from './clean'
import type { Derived } from './derivatives'
import type { FileRow } from './queries'
import { blobKey, deleteBlobs, type Source, store } from './store'

type Blobs = {
  original: { source: Source; mime: string }
  clean?: CleanCopy | undefined
  derived?: Derived | null | undefined
}

/**
 * Writes a new file's blobs, all or none. The row is inserted afterwards, so that a row always has its bytes; blobs
 * whose row never came (a killed process) are found by the sweep of orphans.
 */
export async function storeBlobs(id: string, { original, clean, derived }: Blobs): Promise<void> {
  const to = store()
  const written = await Promise.allSettled([
    to.put(blobKey(id, 'original'), original.source, { mime: original.mime }),
    clean && to.put(blobKey(id, 'clean'), clean.data, { mime: clean.mime }),
    derived && to.put(blobKey(id, 'preview'), derived.preview, { mime: 'image/webp' }),
    derived && to.put(blobKey(id, 'thumb'), derived.thumb, { mime: 'image/webp' }),
  ])
  const failed = written.find((write) => write.status === 'rejected')
  if (!failed) return
  await deleteBlobs(to, id)
  throw failed.reason
}

/**
 * What the upstream is sent of a file: its clean copy, or of a result (which has no metadata of a person) the file
 * itself. Null when the bytes are gone.
 */
export async function openForUpstream(
  row: FileRow,
): Promise<{ stream: Readable; bytes: number; mime: string } | null> {
  const found = await store().get(blobKey(row.id, row.cleanMime ? 'clean' : 'original'))
  return found && { ...found, mime: row.cleanMime ?? row.mime }
}
