import 'server-only'
import type { Finder, Patch, ReadAt } from './patch'

// WebM is elements in elements. What is not needed to play (tags, attachments, chapters) becomes empty room of the same
// length; titles, names and dates become zeros.

const EBML = 0x1a45dfa3
const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const INFO = 0x1549a966
const TRACKS = 0x1654ae6b
const TRACK = 0xae
/** SeekHead, Cues, and what lies in a cluster: a live recording's clusters have no length, so they are walked through. */
const KEPT = new Set([0x114d9b74, 0x1c53bb6b, CLUSTER, 0xe7, 0xa3, 0xa0, 0xab, 0xa7])
const WALKED = new Set([SEGMENT, INFO, TRACKS, TRACK])
/** Title, programs, names of files, date, the segment's own id, names of tracks and codecs. */
const WORDS = new Set([0x7ba9, 0x4d80, 0x5741, 0x7384, 0x3c83ab, 0x3e83bb, 0x4461, 0x73a4, 0x536e, 0x258688])
const MOST_ELEMENTS = 500_000
const HEAD_BYTES = 12
const VOID = 0xec

type Element = { id: number; from: number; body: number; to: number; isOpen: boolean }

export const webmPatches: Finder = async (read, size) => {
  const header = elementAt(await read(0, HEAD_BYTES), 0, size)
  if (header?.id !== EBML) return null
  const segment = elementAt(await read(header.to, HEAD_BYTES), header.to, size)
  if (segment?.id !== SEGMENT) return null
  const patches = await within(read, segment)
  if (patches && segment.to < size) patches.push({ from: segment.to, to: size })
  return patches
}

async function within(read: ReadAt, parent: Element): Promise<Patch[] | null> {
  const patches: Patch[] = []
  for (let at = parent.body, seen = 0; at < parent.to; seen++) {
    const element = elementAt(await read(at, HEAD_BYTES), at, parent.to)
    if (!element || seen > MOST_ELEMENTS) return null
    if (element.isOpen && element.id !== CLUSTER) return null
    if (WALKED.has(element.id)) {
      const inner = await within(read, element)
      if (!inner) return null
      patches.push(...inner)
    } else if (WORDS.has(element.id)) patches.push({ from: element.body, to: element.to })
    else if (parent.id === SEGMENT && !KEPT.has(element.id)) patches.push(voided(element))
    at = element.isOpen ? element.body : element.to
  }
  return patches
}

function elementAt(head: Buffer, from: number, end: number): Element | null {
  const idBytes = Math.clz32(head[0] ?? 0) - 23
  const first = head[idBytes] ?? 0
  const sizeBytes = Math.clz32(first) - 23
  if (idBytes > 4 || sizeBytes > 8 || head.length < idBytes + sizeBytes) return null
  const id = head.readUIntBE(0, idBytes)
  let bytes = first & (0xff >> sizeBytes)
  let isOpen = bytes === 0xff >> sizeBytes
  for (let at = 1; at < sizeBytes; at++) {
    const next = head[idBytes + at] ?? 0
    isOpen &&= next === 0xff
    bytes = bytes * 256 + next
  }
  const body = from + idBytes + sizeBytes
  const to = isOpen ? end : body + bytes
  return to > end ? null : { id, from, body, to, isOpen }
}

/** `Void`, its length written in as many bytes as there is room for. */
function voided({ from, to }: Element): Patch {
  const sizeBytes = Math.min(8, to - from - 1)
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(to - from - 1 - sizeBytes))
  const written = length.subarray(8 - sizeBytes)
  written[0] = (written[0] ?? 0) | (0x80 >> (sizeBytes - 1))
  return { from, to, write: Buffer.concat([Buffer.of(VOID), written]) }
}
