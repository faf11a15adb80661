import 'server-only'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { newId, type UserId } from '@/lib/id'
import { type FieldProblem, Refusal } from '@/lib/refusal'
import { storeBlobs } from './blobs'
import { type CleanCopy, cleanCopy } from './clean'
import { type Derived, derive } from './derivatives'
import { intakeLimits, mediaProblem, wrongType } from './limits'
import { measure } from './measure'
import { type Form, fileTooLarge, type Received, receive, refuseFile } from './multipart'
import { cleanName } from './name'
import { inspect, unreadable } from './picture'
import type { FileRow } from './queries'
import { type Sniffed, sniffFile } from './sniff'
import { dropTemp } from './temp'

/** Takes a person's upload: the form's one file, checked, a picture cleaned, with its previews. Leaves nothing when it refuses. */
export async function storeUpload(db: Db, userId: UserId, form: Form): Promise<FileRow | Refusal> {
  const received = await receive(form)
  return received instanceof Refusal ? received : storeReceived(db, userId, received)
}

/** Makes a file that has arrived a person's own. The temporary file is used up either way. */
export async function storeReceived(db: Db, userId: UserId, received: Received): Promise<FileRow | Refusal> {
  try {
    const made = await make(received)
    return made instanceof Refusal ? made : await keep(db, userId, received, made)
  } finally {
    await dropTemp(received.path)
  }
}

type Made = {
  facts: Sniffed & { width: number | null; height: number | null; durationMs?: number }
  copies?: { clean: CleanCopy; derived: Derived }
}

async function make(received: Received): Promise<Made | Refusal> {
  if (received.bytes === 0) return refuseFile('file_refused', { key: 'file_empty' })
  const sniffed = await sniffFile(received.path)
  if (!sniffed || sniffed.kind === 'text') return refuseFile('unsupported_type', wrongType())
  const most = intakeLimits[sniffed.kind].maxFileBytes
  if (received.bytes > most) return fileTooLarge(most)
  return sniffed.kind === 'image' ? makePicture(received, sniffed) : makeMedia(received, sniffed)
}

/** A film or a sound is kept as it came: only pictures are written anew for the upstream. */
async function makeMedia(received: Received, sniffed: Sniffed): Promise<Made | Refusal> {
  const measured = await measure(received.path, sniffed)
  if (measured.kind !== 'read') return refuseFile('file_refused', { key: 'file_broken' })
  const facts = measured.measures
  const problem = problemOf(received, facts)
  return problem ? refuseFile('file_refused', problem) : { facts }
}

/** All that can be said without decoding comes first. Both copies are waited for: they read one file. */
async function makePicture(received: Received, sniffed: Sniffed): Promise<Made | Refusal> {
  const { path, bytes } = received
  const picture = await inspect(path, sniffed)
  if ('key' in picture) return refuseFile('file_refused', picture)
  const facts = { ...sniffed, width: picture.width, height: picture.height }
  const problem = problemOf(received, facts)
  if (problem) return refuseFile('file_refused', problem)
  const [clean, derived] = await Promise.allSettled([
    cleanCopy(path, picture, bytes),
    derive(path, picture.orientation),
  ])
  if (clean.status === 'rejected') return refuseFile('file_refused', unreadable(clean.reason))
  if (derived.status === 'rejected') return refuseFile('file_refused', unreadable(derived.reason))
  return { facts, copies: { clean: clean.value, derived: derived.value } }
}

function problemOf({ bytes }: Received, facts: Made['facts']): FieldProblem | null {
  return facts.kind === 'text' ? wrongType() : mediaProblem(intakeLimits[facts.kind], { ...facts, bytes })
}

async function keep(db: Db, userId: UserId, received: Received, { facts, copies }: Made) {
  const id = newId()
  await storeBlobs(id, { original: { source: { path: received.path }, mime: facts.mime }, ...copies })
  const [stored] = await db
    .insert(files)
    .values({
      id,
      userId,
      ...facts,
      name: cleanName(received.name, facts.mime),
      bytes: received.bytes,
      sha256: received.sha256,
      placeholder: copies?.derived.placeholder,
      cleanMime: copies?.clean.mime,
      cleanBytes: copies?.clean.data.length,
      hasPreview: copies !== undefined,
    })
    .returning()
  if (!stored) throw new Error('The database answered no row')
  return stored
}
