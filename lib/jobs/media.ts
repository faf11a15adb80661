import 'server-only'
import type { Db } from '@/db/open'
import type { files } from '@/db/schema'
import type { BuiltInput, MediaSource } from '@/lib/catalog/build-input'
import type { Model, ModelField } from '@/lib/catalog/schema'
import { storeBase64, storeFromUrl } from '@/lib/files/given'
import { pictureProblems } from '@/lib/files/limits'
import { ownFile } from '@/lib/files/queries'
import type { UserId } from '@/lib/id'
import { type FieldProblem, invalid, Refusal } from '@/lib/refusal'
import { upstream } from './upstream'

export type FileRow = typeof files.$inferSelect

/**
 * The stored file behind every media field, checked against the model's own limits before any credit is held:
 * the original, and the clean copy that the upstream is sent. Base64 and addresses become files first.
 */
export async function resolveMedia(
  db: Db,
  userId: UserId,
  model: Model,
  built: BuiltInput,
): Promise<Record<string, FileRow> | Refusal> {
  const found: Record<string, FileRow> = {}
  const problems: Record<string, FieldProblem> = {}
  for (const field of model.fields) {
    const source = built.media[field.name]
    if (!source) continue
    const file = await fileOf(db, userId, source)
    if (file instanceof Refusal) return renamed(file, field.name)
    const problem = file ? limitProblem(field, file) : { key: 'media_unknown' }
    if (problem) problems[field.name] = problem
    else if (file) found[field.name] = file
  }
  return Object.keys(problems).length ? invalid(problems) : found
}

async function fileOf(db: Db, userId: UserId, source: MediaSource): Promise<FileRow | Refusal | null> {
  if (source.kind === 'file') return ownFile(db, userId, source.id)
  if (source.kind === 'url') {
    const { trustedOrigins } = await upstream()
    return storeFromUrl(db, userId, source.url, trustedOrigins)
  }
  return storeBase64(db, userId, source.text, 'picture')
}

function limitProblem(field: ModelField, file: FileRow): FieldProblem | null {
  const { width, height } = file
  if (file.kind !== 'image' || !width || !height) return { key: 'file_type' }
  const original = pictureProblems(field, { mime: file.mime, bytes: file.bytes, width, height })
  if (original) return original
  return pictureProblems(field, {
    mime: file.cleanMime ?? file.mime,
    bytes: file.cleanBytes ?? file.bytes,
    width,
    height,
  })
}

/** The intake speaks of `file`; here the field of the model is what the caller knows. */
function renamed(refusal: Refusal, field: string): Refusal {
  const problem = Object.values(refusal.options.fields ?? {})[0]
  return problem ? new Refusal(refusal.code, { ...refusal.options, fields: { [field]: problem } }) : refusal
}
