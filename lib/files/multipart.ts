import 'server-only'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import busboy from 'busboy'
import { type FieldProblem, Refusal } from '@/lib/refusal'
import { MAX_UPLOAD_BYTES, MEGABYTE } from './bounds'
import { dropTemp, tempPath } from './temp'

/** What a form adds to its file: boundaries and part headers. */
const FORM_BYTES = 65_536
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

export const fileTooLarge = () =>
  refuseFile('too_large', { key: 'file_too_large', values: { limit: MAX_UPLOAD_BYTES / MEGABYTE } })

const missing = () => refuseFile('file_refused', { key: 'file_missing' })

/**
 * Streams the one `file` part of a multipart form to a temporary file, counting (declared lengths may lie) and
 * hashing on the way. Other parts, a second file, too many bytes or a broken form are refused and leave nothing.
 */
export async function receive(form: Form, idleMs = IDLE_MS): Promise<Received | Refusal> {
  if (!form.stream || !/^multipart\/form-data\s*;/i.test(form.contentType ?? '')) return missing()
  if ((form.declaredLength ?? 0) > MAX_UPLOAD_BYTES + FORM_BYTES) return fileTooLarge()
  const path = await tempPath()
  const received = await receiveTo(path, form.contentType ?? '', form.stream, idleMs).catch(
    async (error: unknown) => {
      await dropTemp(path)
      if (error instanceof Refused) return error.refusal
      throw error
    },
  )
  if (received instanceof Refusal) await dropTemp(path)
  return received
}

/** Carries a refusal through a pipeline, which knows only errors. */
class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}

async function receiveTo(
  path: string,
  contentType: string,
  stream: ReadableStream<Uint8Array>,
  idleMs: number,
): Promise<Received | Refusal> {
  const parser = openParser(contentType)
  if (!parser) return missing()
  const body = Readable.fromWeb(stream as NodeWebStream<Uint8Array>)
  let part: Promise<Received> | null = null
  const refuse = (refusal: Refusal) => body.destroy(new Refused(refusal))
  parser.on('file', (field, content, info) => {
    if (field !== PART) return refuse(missing())
    part = keep(path, content, info.filename ?? '')
    // The pipeline below fails with the same error; this one is awaited after it.
    part.catch((error: Error) => body.destroy(error))
  })
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
    parser.on(limit, () => refuse(missing()))
  const ended = await pipeline(body, new Watch(MAX_UPLOAD_BYTES + FORM_BYTES, idleMs), parser).then(
    () => null,
    (error: unknown) => error,
  )
  const [kept] = await Promise.allSettled([part])
  if (ended instanceof Refused) return ended.refusal
  if (ended || kept.status === 'rejected') {
    const refused = [ended, kept.status === 'rejected' ? kept.reason : null].find((e) => e instanceof Refused)
    return refused ? refused.refusal : brokenForm(kept.status === 'rejected' ? kept.reason : ended)
  }
  return kept.value ?? missing()
}

function openParser(contentType: string) {
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

/** Cut off by the sender, or no form at all: a bad request. A disk that fails is our own trouble. */
function brokenForm(error: unknown): Refusal {
  if (error instanceof Error && 'syscall' in error) throw error
  return new Refusal('bad_request')
}

async function keep(path: string, content: Readable, name: string): Promise<Received> {
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > MAX_UPLOAD_BYTES) return done(new Refused(fileTooLarge()))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(content, count, createWriteStream(path, { flags: 'wx' }))
  return { path, bytes, sha256: hash.digest('hex'), name }
}

/** Ends a body that is too long or falls silent. */
class Watch extends Transform {
  private left: number
  private readonly timer: NodeJS.Timeout

  constructor(most: number, idleMs: number) {
    super()
    this.left = most
    this.timer = setTimeout(() => this.destroy(new Refused(new Refusal('bad_request'))), idleMs)
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.timer.refresh()
    this.left -= chunk.length
    if (this.left < 0) return done(new Refused(fileTooLarge()))
    done(null, chunk)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void) {
    clearTimeout(this.timer)
    done(error)
  }
}
