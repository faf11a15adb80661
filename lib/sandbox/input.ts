import 'server-only'
import sharp from 'sharp'
import type { Books } from './books'
import type { FileStore } from './file-store'
import { mediaType } from './media-type'
import type { Model } from './models'
import { ownPath } from './own-path'

const FETCH_LIMIT_MS = 30_000
const accepted = ['image/jpeg', 'image/png', 'image/webp']

/** The picture that a task names, or why KIE's task would fail. */
export type Input = { bytes: Uint8Array } | { problem: string }

/** Gets a task's picture from our own files, or over HTTP from this machine, and checks the model's limits. */
export async function readInput(
  url: string,
  model: Model,
  books: Books,
  files: FileStore,
  signal: AbortSignal,
): Promise<Input> {
  const address = new URL(url)
  if (!isLoopback(address.hostname))
    return { problem: 'Failed to download the image: the URL is not accessible.' }
  const path = ownPath(address)
  const own = path === null ? undefined : books.files.get(path)
  const bytes = own ? await files.read(own.path) : await download(url, model.maxBytes, signal)
  if (!bytes) return { problem: 'Failed to download the image: the URL is not accessible.' }
  const problem = await limitProblem(bytes, model)
  return problem ? { problem } : { bytes }
}

export const isLoopback = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

async function download(url: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_LIMIT_MS)]),
    })
    if (!response.ok || !response.body) return null
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body) {
      size += part.length
      parts.push(part)
      // One byte too many is enough to know.
      if (size > maxBytes) break
    }
    return Buffer.concat(parts)
  } catch {
    return null
  }
}

async function limitProblem(bytes: Uint8Array, model: Model): Promise<string | null> {
  if (!accepted.includes(mediaType(bytes).type)) return 'Image type is not supported. Use JPEG, PNG or WEBP.'
  if (bytes.length > model.maxBytes) return `Image file size exceeds ${model.maxBytes / 1_048_576}MB.`
  const size = await sharp(bytes, { failOn: 'error' })
    .metadata()
    .catch(() => null)
  if (!size) return 'Image file is broken.'
  const { width, height } = size
  const shortest = Math.min(width, height)
  const longest = Math.max(width, height)
  if (model.minSide && shortest < model.minSide)
    return `Image dimensions must be at least ${model.minSide}px.`
  if (model.maxSide && longest > model.maxSide) return `Image dimensions must not exceed ${model.maxSide}px.`
  if (model.maxPixels && width * height > model.maxPixels) return 'Image resolution exceeds 16MP.'
  return null
}
