import 'server-only'
import { Refusal } from '@/lib/refusal'
import { ZIP_MAX } from './bounds'
import { readZipIds, type ZipAsked } from './zip'

const FORM = 'application/x-www-form-urlencoded'
/** Each id with its comma, whichever way that is written, and the field's name. */
const MAX_BYTES = ZIP_MAX * 30 + 100

/** Reads a form of one field, `ids`, that is no longer than it can be. */
export async function readZipForm(request: Request): Promise<ZipAsked | Refusal> {
  if (!request.headers.get('content-type')?.startsWith(FORM)) {
    return new Refusal('unsupported_type', { values: { types: FORM } })
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES)
      return new Refusal('too_large', { values: { limit: Math.floor(MAX_BYTES / 1_024) } })
    chunks.push(chunk)
  }
  return readZipIds(new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('ids') ?? '')
}
