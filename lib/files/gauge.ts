import 'server-only'
import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'
import { MAX_BYTES, takenTypes } from './bounds'
import { HEAD_BYTES, typeOf } from './magic'

/**
 * Counts and hashes a file that is arriving. Its first bytes tell how much may come; once it is refused, the rest is
 * swallowed.
 */
export class Gauge extends Transform {
  bytes = 0
  /** Most bytes for this kind of file. */
  limit = 0
  fault: 'type' | 'bytes' | null = null
  private readonly hash = createHash('sha256')
  private head: Buffer[] = []
  private isKnown = false

  constructor(private readonly onRefused: () => void) {
    super()
  }

  digest(): string {
    return this.hash.digest('hex')
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.bytes += chunk.length
    if (this.fault) return done()
    if (this.isKnown) return this.pass(chunk, done)
    this.head.push(chunk)
    if (this.bytes < HEAD_BYTES) return done()
    this.pass(this.judge(), done)
  }

  override _flush(done: TransformCallback) {
    // An empty file is no wrong type; it is told apart later.
    if (this.isKnown || this.bytes === 0) return done()
    this.pass(this.judge(), done)
  }

  /** Looks at what has come so far, and gives it back. */
  private judge(): Buffer {
    const head = Buffer.concat(this.head)
    this.head = []
    this.isKnown = true
    this.limit = limitFor(typeOf(head)) ?? 0
    if (!this.limit) this.refuse('type')
    return head
  }

  private pass(chunk: Buffer, done: TransformCallback) {
    if (!this.fault && this.bytes > this.limit) this.refuse('bytes')
    if (this.fault) return done()
    this.hash.update(chunk)
    done(null, chunk)
  }

  private refuse(fault: 'type' | 'bytes') {
    this.fault = fault
    this.onRefused()
  }
}

function limitFor(mime: string | null): number | null {
  const kind = (['image', 'video', 'audio'] as const).find((kind) =>
    (takenTypes[kind] as readonly (string | null)[]).includes(mime),
  )
  return kind ? MAX_BYTES[kind] : null
}
