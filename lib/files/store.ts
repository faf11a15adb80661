import 'server-only'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { env } from '@/lib/env'
import { diskStore } from './disk'
import { s3Store } from './s3'

const variants = ['original', 'clean', 'preview', 'thumb', 'peaks'] as const
/** `clean` is what the upstream is sent; `preview` and `thumb` are WebP; `peaks` is a sound's waveform as JSON. */
export type Variant = (typeof variants)[number]
export type BlobKey = `files/${string}/${Variant}`

export const blobKey = (id: string, variant: Variant): BlobKey => `files/${id}/${variant}`

/** Bytes to keep. A file at `path` is moved, not copied, where the store can. */
export type Source = Buffer | Readable | { path: string }
/** Both ends included, as in HTTP. */
export type ByteRange = { start: number; end: number }

/** Where blobs live. A blob is written once under a random id and never changed. */
export interface Store {
  /** Keeps the bytes for good, whole or not at all. */
  put(key: BlobKey, source: Source, about: { mime: string }): Promise<void>
  /** The bytes (all, or of `range`) and how many they are; null when there is no such blob. */
  get(key: BlobKey, range?: ByteRange): Promise<{ stream: Readable; bytes: number } | null>
  /** Length in bytes, or null. */
  size(key: BlobKey): Promise<number | null>
  /** Deleting what is not there is fine. */
  delete(key: BlobKey): Promise<void>
  /** Every file id that has a blob, with the time of its youngest. An id may come twice. */
  list(): AsyncIterable<{ id: string; changedAt: Date }>
}

// On globalThis, because Next bundles routes apart: one S3 connection pool for the process.
const shared = globalThis as { loupeStore?: Store }

/** The process's store: S3 by `STORAGE_URL`, else `DATA_DIR/files`. */
export function store(): Store {
  const { storageUrl, dataDir } = env()
  shared.loupeStore ??= storageUrl ? s3Store(storageUrl) : diskStore(join(dataDir, 'files'))
  return shared.loupeStore
}

/** Deletes all that belongs to one file. */
export async function deleteBlobs(from: Store, id: string): Promise<void> {
  await Promise.all(variants.map((variant) => from.delete(blobKey(id, variant))))
}
