import 'server-only'
import type { Finder, Patch, ReadAt } from './patch'

// MP4, M4A and MOV are boxes in boxes. What is not needed to play becomes `free` room of the same length, so that
// every offset stays right: user data, metadata, C2PA, private boxes, and what lies in free room itself.

const MOST_MOOV_BYTES = 64 * 1_048_576
const MOST_BOXES = 100_000
const TOP = new Set(['ftyp', 'moov', 'mdat', 'moof', 'mfra', 'sidx', 'styp', 'wide'])
/** Boxes that are walked into, and what of theirs stays. */
const INSIDE: Record<string, ReadonlySet<string>> = {
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'edts', 'mdia', 'tref', 'tapt', 'clef']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
}
/** Version, flags, a reserved word, the kind of track and three reserved words stay; the handler's name goes. */
const HDLR_KEPT = 24

type Box = { type: string; from: number; body: number; to: number }

export const mp4Patches: Finder = async (read, size) => {
  const patches: Patch[] = []
  for (let at = 0, boxes = 0; at + 8 <= size; boxes++) {
    if (boxes > MOST_BOXES) return null
    const box = boxAt(await read(at, 16), at, size)
    if (!box) return null
    if (!TOP.has(box.type)) patches.push(freed(box))
    else if (box.type === 'moov') {
      const found = await insideMoov(read, box)
      if (!found) return null
      patches.push(...found)
    }
    at = box.to
  }
  return patches
}

async function insideMoov(read: ReadAt, moov: Box): Promise<Patch[] | null> {
  if (moov.to - moov.body > MOST_MOOV_BYTES) return null
  const bytes = await read(moov.body, moov.to - moov.body)
  return within(bytes, moov.body, moov, 'moov')
}

function within(bytes: Buffer, offset: number, parent: Box, kind: string): Patch[] | null {
  const patches: Patch[] = []
  for (let at = parent.body; at < parent.to; ) {
    const box = boxAt(bytes.subarray(at - offset, at - offset + 16), at, parent.to)
    // Some writers end a list of boxes with four zeros.
    if (!box) return parent.to - at <= 8 ? patches : null
    if (!INSIDE[kind]?.has(box.type)) patches.push(freed(box))
    else if (box.type === 'hdlr') patches.push({ from: Math.min(box.body + HDLR_KEPT, box.to), to: box.to })
    else if (INSIDE[box.type]) {
      const inner = within(bytes, offset, box, box.type)
      if (!inner) return null
      patches.push(...inner)
    }
    at = box.to
  }
  return patches
}

function boxAt(head: Buffer, from: number, end: number): Box | null {
  if (head.length < 8) return null
  const short = head.readUInt32BE(0)
  const isLong = short === 1
  if (isLong && head.length < 16) return null
  const bytes = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? end - from : short
  const body = from + (isLong ? 16 : 8)
  const to = from + bytes
  if (to < body || to > end) return null
  return { type: head.toString('latin1', 4, 8), from, body, to }
}

const FREE = Buffer.from('free', 'latin1')
/** The length stays, the type becomes `free`, what is inside becomes zeros. */
function freed(box: Box): Patch {
  const isLong = box.body - box.from === 16
  if (!isLong) return { from: box.from + 4, to: box.to, write: FREE }
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(box.to - box.from))
  return { from: box.from + 4, to: box.to, write: Buffer.concat([FREE, length]) }
}
