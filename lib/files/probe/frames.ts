import type { OpenFile } from './open-file.ts'

// MP3 and AAC without a container: frame after frame, and no index. Counted here, in no memory, because a reader that
// remembers every frame needs minutes and half a gigabyte for a sound of hours.

type Frame = { bytes: number; seconds: number; kind: string }
type Parse = (header: Buffer) => Frame | null

const HEADER_BYTES = 7
const BLOCK_BYTES = 1_048_576
/** Between a tag and the first frame there may be padding. */
const MAX_PADDING = 4_096
const MAX_TAGS = 16
/** Less than this part of a sound in frames, and it is something else. */
const LEAST_PART = 0.5

/** Length in seconds of a sound that is nothing but frames; an ID3 tag may stand before them. */
export function countFrames(file: OpenFile): { mime: string; seconds: number } {
  const start = afterTags(file)
  for (const [mime, parse] of [
    ['audio/aac', parseAdts],
    ['audio/mpeg', parseMp3],
  ] as const) {
    const first = firstFrame(file, parse, start)
    if (first !== null) return { mime, seconds: secondsFrom(file, parse, first) }
  }
  throw new Error('has no frames')
}

/** Tags of ID3v2: ten bytes, of which the last four are the length in 28 bits, and perhaps ten more at its end. */
function afterTags(file: OpenFile): number {
  let at = 0
  for (let count = 0; count < MAX_TAGS; count++) {
    const head = file.read(at, 10)
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return at
    const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6)
    at +=
      10 +
      ((a & 127) << 21) +
      ((b & 127) << 14) +
      ((c & 127) << 7) +
      (d & 127) +
      ((head[5] ?? 0) & 16 ? 10 : 0)
  }
  throw new Error('has too many tags')
}

/** Two equal frames in a row are no coincidence. */
function firstFrame(file: OpenFile, parse: Parse, start: number): number | null {
  const head = file.read(start, MAX_PADDING + HEADER_BYTES)
  for (let at = 0; at + HEADER_BYTES <= head.length; at++) {
    const frame = parse(head.subarray(at))
    const next = frame && parse(file.read(start + at + frame.bytes, HEADER_BYTES))
    if (next && next.kind === frame.kind) return start + at
  }
  return null
}

function secondsFrom(file: OpenFile, parse: Parse, start: number): number {
  let seconds = 0
  let framed = 0
  let block: Buffer = Buffer.alloc(0)
  let blockAt = start
  for (let at = start; at + HEADER_BYTES <= file.bytes; ) {
    if (at + HEADER_BYTES > blockAt + block.length) {
      block = file.read(at, BLOCK_BYTES)
      blockAt = at
    }
    const frame = parse(block.subarray(at - blockAt, at - blockAt + HEADER_BYTES))
    // Frames of another rate count as well, as players play them; what looks like one by chance inside a frame is
    // never reached, because each frame is jumped over whole.
    if (!frame) {
      const next = block.indexOf(0xff, at - blockAt + 1)
      at = blockAt + (next < 0 ? block.length : next)
      continue
    }
    if (at > start || !isIndex(file, at, frame.bytes)) seconds += frame.seconds
    framed += frame.bytes
    at += frame.bytes
  }
  if (framed < (file.bytes - start) * LEAST_PART) throw new Error('has more beside its frames than in them')
  return seconds
}

/** An encoder's first frame may hold no sound but an index. */
const isIndex = (file: OpenFile, at: number, bytes: number) =>
  /Xing|Info|VBRI/.test(file.read(at, Math.min(bytes, 64)).toString('latin1'))

const MP3_RATES = [44_100, 48_000, 32_000]
const KILOBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KILOBITS_LOW = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** MPEG 1, 2 and 2.5, layer III (ISO 11172-3, 2.4.1.3). */
function parseMp3(header: Buffer): Frame | null {
  const [a = 0, b = 0, c = 0] = header
  const version = (b >> 3) & 3
  if (a !== 0xff || (b & 0xe6) !== 0xe2 || version === 1) return null
  const kilobits = (version === 3 ? KILOBITS : KILOBITS_LOW)[c >> 4]
  const baseRate = MP3_RATES[(c >> 2) & 3]
  if (!kilobits || !baseRate) return null
  const rate = baseRate >> (version === 3 ? 0 : version === 2 ? 1 : 2)
  const samples = version === 3 ? 1_152 : 576
  const bytes = Math.floor((samples / 8) * ((kilobits * 1_000) / rate)) + ((c >> 1) & 1)
  return { bytes, seconds: samples / rate, kind: `${version} ${rate}` }
}

const AAC_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
]

/** ADTS (ISO 13818-7, 6.2): the length counts the header, a frame holds one to four blocks. */
function parseAdts(header: Buffer): Frame | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = header
  const rate = AAC_RATES[(c >> 2) & 15]
  const bytes = ((d & 3) << 11) | (e << 3) | (f >> 5)
  if (a !== 0xff || (b & 0xf6) !== 0xf0 || !rate || bytes <= HEADER_BYTES) return null
  return { bytes, seconds: (1_024 * ((g & 3) + 1)) / rate, kind: `${b & 8} ${rate}` }
}
