import 'server-only'
import type { Finder, Patch, ReadAt } from './patch'

// Sounds keep their words in blocks of their own, which become empty room of the same length.

const MOST_CHUNKS = 10_000

/** MP3 and AAC: tags before (ID3v2), after (ID3v1, APEv2), where a player looks for them. Zeros are skipped by all. */
export const framedPatches: Finder = async (read, size) => {
  const patches: Patch[] = []
  const head = await read(0, 10)
  if (head.toString('latin1', 0, 3) === 'ID3') {
    const bytes = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0)
    // The tag stays an empty one: its frames are zeros, which is padding. No flags: nothing more is promised.
    const write = Buffer.concat([head.subarray(0, 5), Buffer.of(0), head.subarray(6, 10)])
    patches.push({ from: 0, to: Math.min(size, 10 + bytes), write })
  }
  const tailFrom = Math.max(0, size - 128)
  const tail = await read(tailFrom, 128)
  const end = tail.toString('latin1', 0, 3) === 'TAG' ? tailFrom : size
  if (end < size) patches.push({ from: end, to: size })
  const ape = await read(Math.max(0, end - 32), 32)
  if (ape.toString('latin1', 0, 8) === 'APETAGEX') {
    const from = Math.max(0, end - ape.readUInt32LE(12) - 32)
    patches.push({ from, to: end })
  }
  return patches
}

const WAV_KEPT = new Set(['fmt ', 'data', 'fact'])
const JUNK = Buffer.from('JUNK', 'latin1')

export const wavPatches: Finder = async (read, size) => {
  const patches: Patch[] = []
  let at = 12
  for (let seen = 0; at + 8 <= size; seen++) {
    const head = await read(at, 8)
    const to = Math.min(size, at + 8 + head.readUInt32LE(4))
    if (seen > MOST_CHUNKS) return null
    if (!WAV_KEPT.has(head.toString('latin1', 0, 4))) {
      patches.push({ from: at, to, write: Buffer.concat([JUNK, head.subarray(4, 8)]) })
    }
    at = to + (to % 2)
  }
  if (at < size) patches.push({ from: at, to: size })
  return patches
}

const FLAC_KEPT = new Set([0, 3])
const PADDING = 1

/** Stream information and the table of places stay; comments, pictures, cue sheets and programs' data become padding. */
export const flacPatches: Finder = async (read: ReadAt, size: number) => {
  if ((await read(0, 4)).toString('latin1') !== 'fLaC') return null
  const patches: Patch[] = []
  for (let at = 4; at + 4 <= size; ) {
    const head = await read(at, 4)
    const [first = 0] = head
    const to = at + 4 + head.readUIntBE(1, 3)
    if (to > size) return null
    if (!FLAC_KEPT.has(first & 0x7f)) {
      patches.push({
        from: at,
        to,
        write: Buffer.concat([Buffer.of((first & 0x80) | PADDING), head.subarray(1)]),
      })
    }
    if (first & 0x80) return patches
    at = to
  }
  return null
}
