import 'server-only'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { type Options, type ReadStreamOptions, ZipFile } from 'yazl'
import { log } from '@/lib/log'

/** A ZIP while it is written, one entry after the other. */
export type Zip = {
  /** Adds bytes that are in memory. */
  add(name: string, bytes: Buffer, options?: Partial<Options>): void
  /**
   * Adds what `open` opens, and resolves when all of it was read, so that there is never more than one open. Null adds
   * no entry, and false says so.
   */
  pass(name: string, open: Opener, options?: Partial<ReadStreamOptions>): Promise<boolean>
}

type Opener = () => Readable | null | Promise<Readable | null>

/**
 * A ZIP that `fill` writes as fast as its reader takes it. What fails in `fill` or in an entry ends the whole with that
 * error, logged with `about`. When its reader leaves, the entry that is open is destroyed and no other is opened.
 */
export function zipStream(about: object, fill: (zip: Zip) => Promise<void>): Readable {
  const file = new ZipFile()
  // Typed as less than what it is, a PassThrough.
  const out = file.outputStream as Readable
  let current: Readable | null = null
  out.on('close', () => current?.destroy())
  out.on('error', (error) => log().warn({ err: error, ...about }, 'a ZIP was not finished'))
  file.on('error', (error: Error) => out.destroy(error))
  async function pass(name: string, open: Opener, options: Partial<ReadStreamOptions> = {}) {
    if (out.destroyed) throw new Error('Nobody reads this ZIP any more')
    const stream = await open()
    if (!stream) return false
    current = stream
    // Its reader may have left while it was opened: then it ends at once, and `finished` throws.
    if (out.destroyed) stream.destroy()
    file.addReadStreamLazy(name, options, givenOnce(stream))
    await finished(stream)
    return true
  }
  const add = (name: string, bytes: Buffer, options?: Partial<Options>) =>
    file.addBuffer(bytes, name, options)
  fill({ add, pass })
    .then(() => file.end())
    .catch((error: Error) => out.destroy(error))
  return out
}

/** The ZIP keeps this function to its end, which must not keep what has passed. */
function givenOnce(stream: Readable) {
  let waiting: Readable | null = stream
  return (give: (error: null, stream: Readable) => void) => {
    if (waiting) give(null, waiting)
    waiting = null
  }
}
