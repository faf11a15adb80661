import 'server-only'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'

export type Form = {
  file: { bytes: Buffer; mime: string; original: string } | null
  fields: Record<string, string>
}

/** Reads a multipart body with one `file`; null when it is malformed or too long. */
export async function readMultipart(request: IncomingMessage, maxBytes: number): Promise<Form | null> {
  const form: Form = { file: null, fields: {} }
  let whole = true
  try {
    const parser = busboy({ headers: request.headers, limits: { fileSize: maxBytes, files: 1, fields: 10 } })
    parser.on('field', (name, value) => {
      form.fields[name] = value
    })
    parser.on('file', (name, stream, info) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      // A sender that breaks off in the middle of a part: unheard, this error would end the process.
      stream.on('error', () => {
        whole = false
      })
      stream.on('limit', () => {
        whole = false
      })
      stream.on('end', () => {
        if (name === 'file')
          form.file = { bytes: Buffer.concat(parts), mime: info.mimeType, original: info.filename ?? '' }
      })
    })
    await pipeline(request, parser)
  } catch {
    return null
  }
  return whole ? form : null
}
