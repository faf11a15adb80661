import 'server-only'
import type { Db } from '@/db/open'
import type { files } from '@/db/schema'
import { mediaFacts } from '@/lib/catalog/media-facts'
import type { MediaUse } from '@/lib/catalog/places'
import type { MediaFacts } from '@/lib/catalog/quote'
import { storeBase64, storeFromUrl } from '@/lib/files/given'
import { mediaProblem, wrongType } from '@/lib/files/limits'
import { ownFile } from '@/lib/files/queries'
import type { UserId } from '@/lib/id'
import { consume } from '@/lib/limit'
import { type FieldProblem, invalid, Refusal } from '@/lib/refusal'
import { upstream } from './upstream'

export type FileRow = typeof files.$inferSelect

/** A medium of an input and the stored file behind it. */
export type StoredUse = MediaUse & { file: FileRow }

/** Fetched or unpacked at the same time for one job. */
const AT_ONCE = 4

/**
 * The stored file behind every medium of an input, checked against the model's own limits before any credit is held:
 * the original, and the clean copy that the upstream is sent. Base64 and addresses become files first.
 * Problems are named by their place: `image`, `image_urls.2`.
 */
export async function resolveMedia(
  db: Db,
  userId: UserId,
  uses: readonly MediaUse[],
): Promise<StoredUse[] | Refusal> {
  const found: StoredUse[] = []
  const problems: Record<string, FieldProblem> = {}
  for (let first = 0; first < uses.length; first += AT_ONCE) {
    const some = uses.slice(first, first + AT_ONCE)
    const files = await Promise.all(some.map((use) => fileOf(db, userId, use)))
    for (const [at, use] of some.entries()) {
      const file = files[at] ?? null
      const place = use.path.join('.')
      if (file instanceof Refusal) return renamed(file, place)
      const problem = file ? limitProblem(use, file) : { key: 'media_unknown' }
      if (problem) problems[place] = problem
      else if (file) found.push({ ...use, file })
    }
  }
  return Object.keys(problems).length ? invalid(problems) : found
}

async function fileOf(
  db: Db,
  userId: UserId,
  { source, limits }: MediaUse,
): Promise<FileRow | Refusal | null> {
  if (source.kind === 'file') return ownFile(db, userId, source.id)
  // What is fetched or unpacked is stored like an upload, and counts as one.
  const allowed = await consume('uploads', [`user:${userId}`])
  if (!allowed.ok) return new Refusal('rate_limited', { retryAfter: allowed.retryAfter })
  if (source.kind === 'base64') return storeBase64(db, userId, source.text, 'file')
  const { trustedOrigins } = await upstream()
  return storeFromUrl(db, userId, source.url, { trustedOrigins, maxBytes: limits.maxFileBytes })
}

function limitProblem({ kind, limits }: MediaUse, file: FileRow): FieldProblem | null {
  if (file.kind !== kind) return wrongType(limits.accept)
  const clean = { ...file, mime: file.cleanMime ?? file.mime, bytes: file.cleanBytes ?? file.bytes }
  return mediaProblem(limits, file) ?? mediaProblem(limits, clean)
}

/** The intake speaks of `file`; here the place in the input is what the caller knows. */
function renamed(refusal: Refusal, place: string): Refusal {
  const problem = Object.values(refusal.options.fields ?? {})[0]
  return problem ? new Refusal(refusal.code, { ...refusal.options, fields: { [place]: problem } }) : refusal
}

/** What a price may depend on. */
export const factsOf = (uses: readonly StoredUse[]): MediaFacts =>
  mediaFacts((field) => uses.filter((use) => use.field === field).map(({ file }) => file))
