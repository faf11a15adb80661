import 'server-only'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import type { FileStore, Received } from './file-store'

export type Form = {
  file: (Received & { mime: string; original: string }) | null
  fields: Record<string, string>
}

/** Reads a multipart body, its `file` straight to the disk; null when it is malformed or too long. */
export async function readMultipart(
  request: IncomingMessage,
  maxBytes: number,
  files: Pick<FileStore, 'receive' | 'drop'>,
): Promise<Form | null> {
  const fields: Record<string, string> = {}
  let whole = true
  let receiving: Promise<Form['file']> = Promise.resolve(null)
  try {
    const parser = busboy({ headers: request.headers, limits: { files: 1, fields: 10 } })
    parser.on('field', (name, value) => {
      fields[name] = value
    })
    parser.on('file', (name, stream, info) => {
      // A sender that breaks off in the middle of a part: unheard, this error would end the process.
      stream.on('error', () => {
        whole = false
      })
      if (name !== 'file') return void stream.resume()
      // Whatever becomes of it, the part is read to its end: else the parser would wait for ever.
      receiving = files.receive(stream.iterator({ destroyOnReturn: false }), maxBytes).then((received) => {
        if (!received) whole = false
        stream.resume()
        return received && { ...received, mime: info.mimeType, original: info.filename ?? '' }
      })
    })
    await pipeline(request, parser)
  } catch {
    whole = false
  }
  const file = await receiving
  if (whole) return { file, fields }
  if (file) await files.drop(file)
  return null
}
