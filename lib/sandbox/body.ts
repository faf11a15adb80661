import 'server-only'
import type { IncomingMessage } from 'node:http'

/** A request's JSON body as an object, or null when it is none or longer than `maxBytes`. */
export async function readJson(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Record<string, unknown> | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) return null
    parts.push(part)
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
