import 'server-only'
import { createWriteStream } from 'node:fs'
import { Readable, Transform, type TransformCallback, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import busboy, { type Busboy } from 'busboy'
import { type FieldProblem, Refusal } from '@/lib/refusal'
import { MAX_UPLOAD_BYTES, MEGABYTE } from './bounds'
import { Gauge } from './gauge'
import { tooLarge, wrongType } from './limits'
import { dropTemp, tempPath } from './temp'

/** What a form adds to its file: boundaries and part headers. */
const FORM_BYTES = 65_536
/** As much of a refused body is read and dropped, so that its sender hears the answer. */
const DROPPED_BYTES = 64 * MEGABYTE
/** A sender that is silent for so long has gone. */
const IDLE_MS = 30_000
const PART = 'file'

/** A file that has arrived and lies at `path`, which whoever receives it removes or keeps. */
export type Received = { path: string; bytes: number; sha256: string; name: string }

/** What a request brings: `null` where a header or the body is missing. */
export type Form = {
  contentType: string | null
  declaredLength: number | null
  stream: ReadableStream<Uint8Array> | null
}

export const refuseFile = (code: 'too_large' | 'unsupported_type' | 'file_refused', problem: FieldProblem) =>
  new Refusal(code, { fields: { [PART]: problem } })

export const fileTooLarge = (limit = MAX_UPLOAD_BYTES) => refuseFile('too_large', tooLarge(limit))

const missing = () => refuseFile('file_refused', { key: 'file_missing' })

/**
 * Streams the one `file` part of a multipart form to a temporary file, counting (declared lengths may lie) and
 * hashing on the way. What its first bytes or its length rule out is not written on; other parts, a second file or a
 * broken form are refused and leave nothing.
 * The rest of a refused body is read and dropped: an answer that overtakes it would break the connection.
 */
export async function receive(form: Form, idleMs = IDLE_MS): Promise<Received | Refusal> {
  const { stream, contentType, declaredLength } = form
  if (!stream) return missing()
  const parser = openParser(contentType ?? '')
  const tooLong = (declaredLength ?? 0) > MAX_UPLOAD_BYTES + FORM_BYTES
  if (!parser || tooLong) {
    await drop(stream, declaredLength, idleMs)
    return parser ? fileTooLarge() : missing()
  }
  const path = await tempPath()
  try {
    const received = await receiveTo(path, parser, stream, idleMs)
    if (received instanceof Refusal) await dropTemp(path)
    return received
  } catch (error) {
    await dropTemp(path)
    throw error
  }
}

function openParser(contentType: string): Busboy | null {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return null
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, parts: 2, headerPairs: 20, fileSize: MAX_UPLOAD_BYTES + 1 },
    })
  } catch (error) {
    // A content type without a usable boundary.
    if (error instanceof Error) return null
    throw error
  }
}

async function receiveTo(
  path: string,
  parser: Busboy,
  stream: ReadableStream<Uint8Array>,
  idleMs: number,
): Promise<Received | Refusal> {
  const body = readable(stream)
  const watch = new Watch(idleMs)
  const seen: { part: Promise<Received | Refusal> | null; isExtra: boolean } = { part: null, isExtra: false }
  parser.on('file', (field, content, info) => {
    if (field === PART) {
      seen.part = keep(path, content, info.filename ?? '', () => watch.expectNoMore())
      seen.part.catch((error: Error) => body.destroy(error))
    } else {
      seen.isExtra = true
      watch.expectNoMore()
      // By a pipeline, because it listens to errors too: unheard, that of a cut-off part would end the process.
      void succeeds(pipeline(content, nowhere()))
    }
  })
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(limit, () => {
      seen.isExtra = true
    })
  }
  const isWhole = await succeeds(pipeline(body, watch, parser))
  const [kept] = await Promise.allSettled([seen.part])
  if (kept.status === 'rejected' && isOfDisk(kept.reason)) throw kept.reason
  if (watch.isTooLong) return fileTooLarge()
  if (seen.isExtra) return missing()
  if (kept.status === 'fulfilled' && kept.value instanceof Refusal) return kept.value
  if (!isWhole || kept.status === 'rejected') return new Refusal('bad_request')
  return kept.value ?? missing()
}

const readable = (stream: ReadableStream<Uint8Array>) => Readable.fromWeb(stream as NodeWebStream<Uint8Array>)

const succeeds = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  )

/** A file that cannot be written is our own trouble; a sender who is gone is not. */
const isOfDisk = (error: NodeJS.ErrnoException) =>
  error.syscall !== undefined && error.code !== 'ECONNRESET' && error.code !== 'EPIPE'

/** Writes the part to its end, or as far as there is hope for it. */
async function keep(
  path: string,
  content: Readable,
  name: string,
  onRefused: () => void,
): Promise<Received | Refusal> {
  const gauge = new Gauge(onRefused)
  await pipeline(content, gauge, createWriteStream(path, { flags: 'wx' })).catch((error: unknown) => {
    // What is refused already may end as it likes.
    if (!gauge.fault) throw error
  })
  if (gauge.fault === 'type') return refuseFile('unsupported_type', wrongType())
  if (gauge.fault) return fileTooLarge(gauge.limit)
  return { path, bytes: gauge.bytes, sha256: gauge.digest(), name }
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Reads a body that is not wanted to its end, unless it says itself that it is out of all proportion. */
async function drop(stream: ReadableStream<Uint8Array>, declaredLength: number | null, idleMs: number) {
  if ((declaredLength ?? 0) > DROPPED_BYTES) return
  const watch = new Watch(idleMs)
  watch.expectNoMore()
  await succeeds(pipeline(readable(stream), watch, nowhere()))
}

/**
 * Lets as much through as an upload may be, drops what comes after, and ends a body that is silent, or goes on and on
 * although nobody wants it any more.
 */
class Watch extends Transform {
  isTooLong = false
  private bytes = 0
  private most = MAX_UPLOAD_BYTES + FORM_BYTES + DROPPED_BYTES
  private readonly timer: NodeJS.Timeout

  constructor(idleMs: number) {
    super()
    this.timer = setTimeout(() => this.destroy(new Error('The body fell silent')), idleMs)
  }

  /** The answer is known already. */
  expectNoMore() {
    this.most = Math.min(this.most, this.bytes + DROPPED_BYTES)
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.timer.refresh()
    this.bytes += chunk.length
    if (this.bytes > this.most) return done(new Error('The body does not end'))
    this.isTooLong ||= this.bytes > MAX_UPLOAD_BYTES + FORM_BYTES
    if (this.isTooLong) done()
    else done(null, chunk)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void) {
    clearTimeout(this.timer)
    done(error)
  }
}
