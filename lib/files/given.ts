import 'server-only'
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import type { Db } from '@/db/open'
import type { UserId } from '@/lib/id'
import { invalid, type Refusal } from '@/lib/refusal'
import { MAX_UPLOAD_BYTES } from './bounds'
import { storeReceived } from './intake'
import { fileTooLarge } from './multipart'
import type { FileRow } from './queries'
import { fetchRemote } from './remote'
import { tempPath } from './temp'

/** A film of 500 MB at 100 Mbit/s. */
const FETCH_MS = 60_000
const DATA_URL = /^data:[\w.+-]+\/[\w.+-]+;base64,/
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
const BYTES_IN_FOUR = 3

const refuse = (key: 'media_form' | 'media_unreachable') => invalid({ file: { key } })

/**
 * Makes a file of base64, bare or in a data URL (whose type is not asked; the bytes tell).
 * Refusals name the field `file`.
 */
export async function storeBase64(
  db: Db,
  userId: UserId,
  text: string,
  name: string,
): Promise<FileRow | Refusal> {
  const base64 = text.slice(DATA_URL.exec(text.slice(0, 200))?.[0].length ?? 0)
  if ((base64.length / 4) * BYTES_IN_FOUR > MAX_UPLOAD_BYTES + BYTES_IN_FOUR) return fileTooLarge()
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) return refuse('media_form')
  const bytes = Buffer.from(base64, 'base64')
  const path = await tempPath()
  await writeFile(path, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return storeReceived(db, userId, { path, bytes: bytes.length, sha256, name })
}

/**
 * Fetches a file from an address that a person gave, and makes a file of it. What the other side answered is not
 * told: reachable or not is all that a person learns. Refusals name the field `file`.
 * @param options `trustedOrigins` may be on this machine (design S4); no more than `maxBytes` are fetched.
 */
export async function storeFromUrl(
  db: Db,
  userId: UserId,
  url: string,
  { trustedOrigins, maxBytes }: { trustedOrigins: readonly string[]; maxBytes: number },
): Promise<FileRow | Refusal> {
  const fetched = await fetchRemote(url, { maxBytes, timeoutMs: FETCH_MS, trustedOrigins })
  if (fetched.kind === 'refused' && fetched.reason === 'too_large') return fileTooLarge(maxBytes)
  if (fetched.kind !== 'fetched') return refuse('media_unreachable')
  return storeReceived(db, userId, { ...fetched, name: nameIn(url) })
}

function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch (error) {
    if (error instanceof URIError) return last
    throw error
  }
}
