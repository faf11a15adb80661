import 'server-only'
import { readFile, stat } from 'node:fs/promises'
import { MEGABYTE } from './bounds'
import { type Derived, derive } from './derivatives'
import { measure } from './measure'
import { inspect, unreadable } from './picture'
import { type Sniffed, sniffFile } from './sniff'
import type { FileKind } from './types'

/** A transcript of many hours has less. */
const MAX_TEXT_BYTES = 32 * MEGABYTE

export type Looked = Sniffed & {
  width?: number | null
  height?: number | null
  durationMs?: number
  derived?: Derived
}

/** What a result really is, or `corrupt`. */
export async function lookAt(path: string, promised: FileKind): Promise<Looked | 'corrupt'> {
  const sniffed = await sniffFile(path)
  if (!sniffed) return 'corrupt'
  if (sniffed.kind === 'image') return lookAtPicture(path, sniffed)
  if (sniffed.kind !== 'text') return lookAtMedia(path, sniffed)
  // An upstream's error is text, too.
  return promised === 'text' ? lookAtText(path) : 'corrupt'
}

/** Every pixel decoded: half a picture is none. */
async function lookAtPicture(path: string, sniffed: Sniffed): Promise<Looked | 'corrupt'> {
  const picture = await inspect(path, sniffed)
  if ('key' in picture) return 'corrupt'
  const { width, height, orientation } = picture
  return derive(path, orientation).then(
    (derived) => ({ ...sniffed, width, height, derived }),
    (error: unknown) => {
      unreadable(error)
      return 'corrupt' as const
    },
  )
}

/** What was paid for is not thrown away because its inside is unusual; what is cut off, is. */
async function lookAtMedia(path: string, sniffed: Sniffed): Promise<Looked | 'corrupt'> {
  const measured = await measure(path, sniffed)
  if (measured.kind === 'broken') return 'corrupt'
  return measured.kind === 'read' ? measured.measures : sniffed
}

/** Text is UTF-8 and not empty; what JSON takes for an object or a list is JSON. */
export async function lookAtText(path: string): Promise<Looked | 'corrupt'> {
  const { size } = await stat(path)
  if (size === 0 || size > MAX_TEXT_BYTES) return 'corrupt'
  const text = decoded(await readFile(path))
  return text === null ? 'corrupt' : { mime: isJson(text) ? 'application/json' : 'text/plain', kind: 'text' }
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
