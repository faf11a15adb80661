import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { box, ftyp, measured, patched, sample, sampleNames } from './media'

const hex = (text: string, times = 1) => Buffer.from(text.repeat(times), 'hex')
const after = (name: Parameters<typeof sample>[0], ...more: Buffer[]) =>
  Buffer.concat([sample(name), ...more])

const bombs: [string, () => Buffer][] = [
  ['four billion samples', () => patched('film.mp4', 'stts', 12, 'ffffffff')],
  ['four billion entries', () => patched('film.mp4', 'stts', 8, 'ffffffff')],
  ['four billion sizes of no bits', () => patched('film.mp4', 'stsz', 0, '73747a320000000000000000ffffffff')],
  ['four billion samples in a piece', () => patched('pieces.mp4', 'trun', 5, '000000ffffffff')],
  ['samples of days', () => patched('film.mp4', 'stts', 16, 'ffffffff')],
  ['no time scale', () => patched('film.mp4', 'mvhd', 16, '00000000')],
  ['no time scale of a track', () => patched('film.mp4', 'mdhd', 16, '00000000')],
  ['endless boxes', () => after('film.mp4', hex('0000000866726565', 200_000))],
  ['boxes in boxes', () => nested(100_000)],
  ['an index that is too long', () => Buffer.concat([ftyp('isom'), box('moov', Buffer.alloc(70_000_000))])],
  ['a box of exabytes', () => after('film.mp4', hex('000000016672656500ffffffffffffff'))],
  ['sound that says it is a film', () => patched('sound.m4a', 'ftyp', 4, '71742020')],
  ['as many streams as pages', () => streams(100_000)],
  [
    'endless chunks',
    () => Buffer.concat([hex('52494646ffffffff57415645'), hex('6a756e6b00000000', 200_000)]),
  ],
  ['endless tags', () => hex('49443304000000000000', 200_000)],
  ['noise behind a tag', () => Buffer.concat([hex('49443304000000000000'), randomBytes(3_000_000)])],
  ['noise behind a page', () => Buffer.concat([hex('4f6767530002'), randomBytes(100_000)])],
  ['no frame in a FLAC', () => Buffer.concat([hex('664c6143'), hex('04000000', 100_000)])],
  ['nothing behind its first bytes', () => hex('664c6143')],
]

/** Boxes that each hold the next. */
function nested(depth: number): Buffer {
  const all = Buffer.alloc(depth * 8)
  for (let n = 0; n < depth; n++) {
    all.writeUInt32BE((depth - n) * 8, n * 8)
    all.write(n === 0 ? 'moov' : 'trak', n * 8 + 4, 'latin1')
  }
  return Buffer.concat([ftyp('isom'), all])
}

/** Pages of Ogg, each of another stream. */
function streams(count: number): Buffer {
  const page = Buffer.concat([hex('4f6767530002'), Buffer.alloc(20), hex('010701766f72626973')])
  const pages = Array.from({ length: count }, (_, n) => {
    const copy = Buffer.from(page)
    copy.writeUInt32LE(n, 14)
    return copy
  })
  return Buffer.concat(pages)
}

describe('a film or a sound that means harm', { timeout: 60_000 }, () => {
  it.each(bombs)('by %s cannot be read, and that is all', async (_what, make) => {
    expect(await measured(make(), 5_000)).toMatch(/^(broken|unread)$/)
  })

  it('by keeping its reader busy is given up', async () => {
    const endless = after('live.webm', hex('1f43b67580', 1_000_000))
    const started = performance.now()
    expect(await measured(endless, 500)).toBe('unread')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('by chance is read or not, and never thrown', async () => {
    let state = 42
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % below
    }
    for (const name of sampleNames) {
      const bytes = sample(name)
      for (let n = 0; n < 40; n++) bytes[64 + random(bytes.length - 64)] = random(256)
      const found = await measured(bytes)
      if (typeof found === 'string') expect(found).toMatch(/^(broken|unread)$/)
      else expect(found.durationMs).toBeLessThanOrEqual(86_400_000)
    }
  })
})
