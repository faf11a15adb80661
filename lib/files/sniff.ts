import 'server-only'
import { open } from 'node:fs/promises'
import { HEAD_BYTES, typeOf } from './magic'
import { type FileKind, kindOf } from './types'

/** What the first bytes of a file say that it is. Names and declared types are never asked. */
export type Sniffed = { mime: string; kind: FileKind }

/** Reads the beginning of a file and tells its type, or null when it is none that Loupe knows. */
export async function sniffFile(path: string): Promise<Sniffed | null> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return sniff(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

/** The type by magic bytes; `head` is the file's beginning. */
export function sniff(head: Buffer): Sniffed | null {
  const mime = typeOf(head) ?? textType(head)
  const kind = mime && kindOf(mime)
  return mime && kind ? { mime, kind } : null
}

const MARKUP = /^\s*<(!doctype|html|head|body|script|svg|\?xml|!--)/i
/** What text may hold below the space: tab, line feed, form feed, return, escape (terminal output). */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 27])

/** UTF-8 without control characters. Markup is no text result: an upstream's error page looks like that. */
function textType(head: Buffer): string | null {
  const text = head.length > 0 ? decoded(head) : null
  if (text === null || MARKUP.test(text)) return null
  if (head.some((byte) => byte === 127 || (byte < 32 && !TEXT_CONTROLS.has(byte)))) return null
  return 'text/plain'
}

/** The last letter may be cut in two. */
function decoded(head: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
