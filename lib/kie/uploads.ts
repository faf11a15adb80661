import 'server-only'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { judge, orUnavailable, unavailable } from './outcome'
import type { Answer } from './request'
import { uploaded } from './schema'
import type { UploadOutcome, UploadSource, UploadTarget } from './types'

/** An upload may be repeated (its name is random), so that doubt is only unavailability. */
export function readUploaded(answer: Answer): UploadOutcome {
  const verdict = judge(answer)
  if (verdict.kind !== 'ok') return orUnavailable(verdict)
  const file = uploaded.safeParse(verdict.data)
  return file.success
    ? { kind: 'uploaded', url: file.data.downloadUrl }
    : unavailable('upload without a download address')
}

/** The two fields that every upload carries. KIE takes no slash at the ends of the path. */
export function targetFields({ name, path }: UploadTarget) {
  return { uploadPath: path.replace(/^\/+|\/+$/g, ''), fileName: name }
}

type Multipart = { headers: Record<string, string>; body: Readable; release(): void }

/** A multipart form that streams the file, the fields before it. `release` frees the source however it ended. */
export function multipart(file: UploadTarget & UploadSource & { mime: string }): Multipart {
  const boundary = `loupe-${randomUUID()}`
  const { source, size } = open(file)
  // A source that breaks before it is read would end the process; whoever reads it gets the same error.
  source.on('error', () => undefined)
  const fields = Object.entries(targetFields(file)).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = Buffer.from(
    `${fields.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\n` +
      `content-type: ${/^[\w.+-]+\/[\w.+-]+$/.test(file.mime) ? file.mime : 'application/octet-stream'}\r\n\r\n`,
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...(size !== undefined && { 'content-length': String(head.length + size + tail.length) }),
    },
    body: Readable.from(inOrder(head, source, tail), { objectMode: false }),
    release: () => void source.destroy(),
  }
}

function open(file: UploadSource): { source: Readable; size?: number } {
  if ('bytes' in file) return { source: Readable.from([file.bytes]), size: file.bytes.byteLength }
  const { stream, size } = file
  return { source: stream instanceof Readable ? stream : Readable.fromWeb(stream as WebStream), size }
}

async function* inOrder(head: Buffer, source: Readable, tail: Buffer) {
  yield head
  yield* source
  yield tail
}

/** As browsers write a file name into a form. */
const quoted = (name: string) => name.replace(/["\r\n]/g, encodeURIComponent)
