import { fstatSync, openSync, readSync } from 'node:fs'
import { CustomSource } from 'mediabunny'

const MEGABYTE = 1_048_576
/** The longest piece that any reader asks for is an MP4's index; that of a film of hours takes a tenth of this. */
const MAX_PIECE_BYTES = 64 * MEGABYTE
/** All reads together: once through the file, and what is looked at twice. */
const SPARE_BYTES = 64 * MEGABYTE

export type OpenFile = {
  bytes: number
  /** At most `length` bytes; fewer at the file's end. */
  read: (from: number, length: number) => Buffer
  source: CustomSource
}

/** Opens a file for readers that nobody trusts: what they read at once and altogether is limited. */
export function openFile(path: string): OpenFile {
  const file = openSync(path, 'r')
  const bytes = fstatSync(file).size
  let left = bytes + SPARE_BYTES
  const read = (from: number, length: number): Buffer => {
    left -= length
    if (length > MAX_PIECE_BYTES || left < 0) throw new Error('reads too much')
    const piece = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, bytes - from)))
    for (let at = 0; at < piece.length; ) {
      const got = readSync(file, piece, at, piece.length - at, from + at)
      if (got === 0) throw new Error('the file is shorter than it was')
      at += got
    }
    return piece
  }
  const source = new CustomSource({
    getSize: () => bytes,
    read: (start, end) => read(start, end - start),
    prefetchProfile: 'fileSystem',
    maxCacheSize: 8 * MEGABYTE,
  })
  return { bytes, read, source }
}
