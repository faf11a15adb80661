import 'server-only'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Field, Model } from '@/lib/catalog/schema'
import type { Books, KeptFile } from './books'
import { download } from './download'
import type { FileStore } from './file-store'
import { extensionOf, isAmong, type Kind, kindOf, mediaType } from './media-type'
import { ownPath } from './own-path'
import type { Task } from './task'
import type { Workshop } from './work'

const MEGABYTE = 1_048_576
/** Of what comes from elsewhere on this machine. */
const MAX_BYTES = 500 * MEGABYTE

/** A file that a task works from. Sizes px, seconds of films and sounds. */
export type Media = {
  /** The field on top, and the field itself. */
  field: string
  name: string
  kind: Kind
  kept: KeptFile
  width: number | null
  height: number | null
  seconds: number | null
}

type Place = { top: string; field: Field; value: string }
export type Tools = { books: Books; files: FileStore; workshop: Workshop; signal: AbortSignal }

/** Every media address and task id in an input. */
export function placesIn(fields: readonly Field[], input: Record<string, unknown>, top?: string): Place[] {
  return fields.flatMap((field) => {
    const value = input[field.name]
    if (field.type === 'objects') {
      const items = Array.isArray(value) ? (value as Record<string, unknown>[]) : []
      return items.flatMap((item) => placesIn((field.itemFields ?? []) as Field[], item, top ?? field.name))
    }
    if (!/^(image|video|audio|task)(\[\])?$/.test(field.type)) return []
    const texts = (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
    return texts.map((text) => ({ top: top ?? field.name, field, value: text }))
  })
}

/** Gets the files that a task names, or tells why KIE's task would fail. */
export async function gather(model: Model, task: Task, tools: Tools): Promise<Media[] | { problem: string }> {
  const found: Media[] = []
  for (const { top, field, value } of placesIn(model.fields, task.input)) {
    const files = field.type === 'task' ? earlier(value, task, tools.books) : [await named(value, tools)]
    for (const kept of files) {
      if (!kept) return { problem: `Failed to download the ${noun(field)}: the URL is not accessible.` }
      const kind = kindOf(kept.mime)
      const broken = field.type !== 'task' && typeProblem(field, kept)
      if (broken) return { problem: broken }
      if (!kind) continue
      const facts = kind === 'image' ? await pictureFacts(kept, tools) : await mediaFacts(kept, tools)
      if (facts === 'broken') return { problem: `${noun(field)} file is broken.` }
      const media = { field: top, name: field.name, kind, kept, ...facts }
      const problem = limitProblem(field, media)
      if (problem) return { problem }
      found.push(media)
    }
  }
  return found
}

const noun = ({ type }: Field) => (type === 'task' ? 'task' : type.replace('[]', ''))

/** The results of an earlier task; a map of segments stands for the picture that it was made of. */
function earlier(id: string, task: Task, books: Books): (KeptFile | undefined)[] {
  const before = books.tasks.get(id)
  const source = before?.input.image_url
  if (before?.model.endsWith('/segment-map') && typeof source === 'string') {
    const path = ownPath(new URL(source))
    const kept = path === null ? undefined : books.files.get(path)
    if (kept) return [kept]
  }
  const paths = before?.ending?.files ?? []
  const wanted = paths[Number(task.input.index ?? 0)] ?? paths[0]
  return [wanted === undefined ? undefined : books.files.get(wanted)]
}

/** A file of our own, or one over HTTP from this machine, which is then kept for a day as well. */
async function named(url: string, tools: Tools): Promise<KeptFile | undefined> {
  const { books, files, signal } = tools
  const own = ownPath(new URL(url))
  const kept = own === null ? undefined : books.files.get(own)
  if (kept) return kept
  const received = await download(url, MAX_BYTES, files, signal)
  if (!received) return undefined
  const path = `fetched/${createHash('sha256').update(url).digest('hex')}`
  return files.adopt({ path, mime: mediaType(received.head).type, uploaded: false }, received)
}

const standard: Record<Kind, string[]> = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  video: ['video/mp4', 'video/quicktime', 'video/webm'],
  audio: ['audio/mpeg', 'audio/wav', 'audio/mp4', 'audio/aac', 'audio/ogg', 'audio/flac'],
}

function typeProblem(field: Field, { mime, bytes }: KeptFile): string | null {
  const kind = noun(field) as Kind
  const accept = field.accept ?? standard[kind]
  // A sound in an MP4 container looks like a film at first.
  const same =
    isAmong(mime, accept) || (kind === 'audio' && mime === 'video/mp4' && isAmong('audio/mp4', accept))
  const names = accept.map((type) => extensionOf(type).toUpperCase()).join(', ')
  if (!same) return `${kind} type is not supported. Use ${names}.`
  const most = field.maxFileBytes
  return most !== undefined && bytes > most ? `${kind} file size exceeds ${most / MEGABYTE}MB.` : null
}

type Facts = Pick<Media, 'width' | 'height' | 'seconds'>

async function pictureFacts({ path, mime }: KeptFile, { files }: Tools): Promise<Facts | 'broken'> {
  // Others are taken, but this machine cannot look into them.
  if (!standard.image.includes(mime)) return { width: null, height: null, seconds: null }
  const size = await sharp(files.place(path), { failOn: 'error' })
    .metadata()
    .catch(() => null)
  if (!size) return 'broken'
  const { width, height } = size.autoOrient
  return { width, height, seconds: null }
}

async function mediaFacts({ path }: KeptFile, { files, workshop }: Tools): Promise<Facts | 'broken'> {
  return (await workshop.look(files.place(path))) ?? 'broken'
}

function limitProblem(field: Field, { kind, width, height, seconds }: Media): string | null {
  const { minSidePx, maxSidePx, maxPixels, minSeconds, maxSeconds } = field
  if (width && height) {
    if (minSidePx && Math.min(width, height) < minSidePx)
      return `${kind} dimensions must be at least ${minSidePx}px.`
    if (maxSidePx && Math.max(width, height) > maxSidePx)
      return `${kind} dimensions must not exceed ${maxSidePx}px.`
    if (maxPixels && width * height > maxPixels) return `${kind} resolution exceeds ${maxPixels / 1e6}MP.`
  }
  if (seconds !== null) {
    // Containers round: a tenth of a second is nobody's fault.
    if (minSeconds && seconds < minSeconds - 0.1) return `${kind} must last at least ${minSeconds}s.`
    if (maxSeconds && seconds > maxSeconds + 0.1) return `${kind} must not last longer than ${maxSeconds}s.`
  }
  return null
}
