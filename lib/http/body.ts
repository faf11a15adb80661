import 'server-only'
import type { z } from 'zod'
import { fieldProblems } from '@/lib/field-problems'
import { invalid, Refusal } from '@/lib/refusal'

const JSON_BYTES = 262_144
const MAX_DEPTH = 20

/**
 * Reads a JSON object of at most `maxBytes`, counting while it arrives (a length in the headers may lie), and checks
 * its shape. Field problems name the field by its path.
 */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxBytes = JSON_BYTES,
): Promise<T | Refusal> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type))
    return new Refusal('unsupported_type', { values: { types: 'application/json' } })
  const text = await readText(request, maxBytes)
  if (text instanceof Refusal) return text
  const value = parse(text)
  if (value === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return new Refusal('bad_request')
  if (tooDeep(value, MAX_DEPTH) || !storable(value)) return new Refusal('bad_request')
  const checked = schema.safeParse(value, { reportInput: true })
  return checked.success ? checked.data : invalid(fieldProblems(checked.error))
}

/** A body's text, counted while it arrives. */
export async function readText(request: Request, maxBytes: number): Promise<string | Refusal> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLarge(maxBytes)
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const tooLarge = (maxBytes: number) =>
  new Refusal('too_large', { values: { limit: Math.floor(maxBytes / 1024) } })

function parse(text: string): unknown {
  try {
    // A key named __proto__ is data here, never a prototype: zod reads own keys only, and nothing merges objects.
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function tooDeep(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => tooDeep(inner, levels - 1))
}

/** PostgreSQL holds neither NUL nor half a surrogate pair in a text. */
function storable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([key, inner]) => storable(key) && storable(inner))
}
