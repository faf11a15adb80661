import 'server-only'
import type { Db } from '@/db/open'
import { files } from '@/db/schema'
import { newId, type UserId } from '@/lib/id'
import { Refusal } from '@/lib/refusal'
import { storeBlobs } from './blobs'
import { type CleanCopy, cleanCopy } from './clean'
import { type Derived, derive } from './derivatives'
import { intakeLimits, pictureProblems } from './limits'
import { type Form, fileTooLarge, type Received, receive, refuseFile } from './multipart'
import { cleanName } from './name'
import { inspect, type Picture, unreadable } from './picture'
import type { FileRow } from './queries'
import { sniffFile } from './sniff'
import { dropTemp } from './temp'

/** Takes a person's upload: the form's one file, checked, cleaned, with its previews. Leaves nothing when it refuses. */
export async function storeUpload(db: Db, userId: UserId, form: Form): Promise<FileRow | Refusal> {
  const received = await receive(form)
  return received instanceof Refusal ? received : storePicture(db, userId, received)
}

/** Makes a file that has arrived a person's picture. The temporary file is used up either way. */
export async function storePicture(db: Db, userId: UserId, received: Received): Promise<FileRow | Refusal> {
  try {
    const checked = await check(received)
    if (checked instanceof Refusal) return checked
    const made = await make(received, checked)
    return made instanceof Refusal ? made : await keep(db, userId, received, checked, made)
  } finally {
    await dropTemp(received.path)
  }
}

/** All that can be said without decoding, cheapest first. */
async function check({ path, bytes }: Received): Promise<Picture | Refusal> {
  if (bytes === 0) return refuseFile('file_refused', { key: 'file_empty' })
  if (bytes > intakeLimits.maxFileBytes) return fileTooLarge()
  const sniffed = await sniffFile(path)
  if (!sniffed || !intakeLimits.accept.includes(sniffed.mime)) {
    return refuseFile('unsupported_type', { key: 'file_type' })
  }
  const picture = await inspect(path, sniffed)
  if ('key' in picture) return refuseFile('file_refused', picture)
  const problem = pictureProblems(intakeLimits, { ...picture, bytes })
  return problem ? refuseFile('file_refused', problem) : picture
}

type Made = { clean: CleanCopy; derived: Derived }

/** The clean copy and the previews side by side, each from one decode. Both are waited for: they read one file. */
async function make({ path, bytes }: Received, picture: Picture): Promise<Made | Refusal> {
  const [clean, derived] = await Promise.allSettled([
    cleanCopy(path, picture, bytes),
    derive(path, picture.orientation),
  ])
  if (clean.status === 'rejected') return refuseFile('file_refused', unreadable(clean.reason))
  if (derived.status === 'rejected') return refuseFile('file_refused', unreadable(derived.reason))
  return { clean: clean.value, derived: derived.value }
}

async function keep(db: Db, userId: UserId, received: Received, picture: Picture, { clean, derived }: Made) {
  const id = newId()
  const row = {
    id,
    userId,
    kind: 'image' as const,
    name: cleanName(received.name, picture.mime),
    mime: picture.mime,
    bytes: received.bytes,
    width: picture.width,
    height: picture.height,
    sha256: received.sha256,
    placeholder: derived.placeholder,
    cleanMime: clean.mime,
    cleanBytes: clean.data.length,
    hasPreview: true,
  }
  await storeBlobs(id, { original: { source: { path: received.path }, mime: row.mime }, clean, derived })
  const [stored] = await db.insert(files).values(row).returning()
  if (!stored) throw new Error('The database answered no row')
  return stored
}
