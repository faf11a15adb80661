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
  minf: new Set(['vmhd', 'smhd', 'hmhd', 'nmhd', 'sthd', 'gmhd', 'hdlr', 'dinf', 'stbl']),
  stbl: new Set([
    ...['stsd', 'stts', 'ctts', 'cslg', 'stsc', 'stsz', 'stz2', 'stco', 'co64', 'stss', 'stsh', 'stps'],
    ...['sdtp', 'stdp', 'padb', 'sgpd', 'sbgp', 'csgp', 'subs', 'saiz', 'saio', 'senc'],
  ]),
}
/** Behind version and flags they tell when the film or the track was made and changed. */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd'])
/** Version, flags, a reserved word, the kind of track and three reserved words stay; the handler's name goes. */
const HDLR_KEPT = 24
/** Behind version, flags and a count there is a description of each form that a track has. */
const STSD_HEAD = 8
/** Of pictures alone it says at these places who wrote the program, and what it is called. */
const PICTURES = new Set([
  'avc1',
  'avc3',
  'hvc1',
  'hev1',
  'dvh1',
  'dvhe',
  'av01',
  'vp08',
  'vp09',
  'mp4v',
  'encv',
])
const VENDOR = [12, 16] as const
const PROGRAM = [42, 74] as const

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
    const found = INSIDE[kind]?.has(box.type) ? insideKept(bytes, offset, box) : [freed(box)]
    if (!found) return null
    patches.push(...found)
    at = box.to
  }
  return patches
}

function insideKept(bytes: Buffer, offset: number, box: Box): Patch[] | null {
  if (INSIDE[box.type]) return within(bytes, offset, box, box.type)
  if (box.type === 'hdlr') return [zeros(box, HDLR_KEPT, box.to - box.body)]
  // Two dates of 32 bits, from version 1 on of 64.
  if (DATED.has(box.type)) return [zeros(box, 4, bytes[box.body - offset] === 0 ? 12 : 20)]
  return box.type === 'stsd' ? programs(bytes, offset, box) : []
}

function programs(bytes: Buffer, offset: number, stsd: Box): Patch[] {
  const patches: Patch[] = []
  for (let at = stsd.body + STSD_HEAD; at < stsd.to; ) {
    const entry = boxAt(bytes.subarray(at - offset, at - offset + 16), at, stsd.to)
    if (!entry) return patches
    if (PICTURES.has(entry.type)) patches.push(zeros(entry, ...VENDOR), zeros(entry, ...PROGRAM))
    at = entry.to
  }
  return patches
}

/** Zeros from one place in a box up to another, never beyond its end. */
const zeros = ({ body, to }: Box, from: number, end: number): Patch => ({
  from: Math.min(body + from, to),
  to: Math.min(body + end, to),
})

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
