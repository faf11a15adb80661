import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mp4Patches } from '@/lib/share/veil/mp4'
import { type Finder, patched } from '@/lib/share/veil/patch'
import { flacPatches, framedPatches, wavPatches } from '@/lib/share/veil/sound'
import { webmPatches } from '@/lib/share/veil/webm'

const fixture = (name: string) => readFileSync(`tests/fixtures/media/${name}`)
const CANARY = 'canary-48.8583N-2.2945E'
const words = Buffer.from(CANARY)

async function veiled(bytes: Buffer, find: Finder): Promise<Buffer | null> {
  const patches = await find(async (from, count) => bytes.subarray(from, from + count), bytes.length)
  return patches && patched(bytes, 0, patches)
}

/** An MP4 box. */
function box(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** The same film with boxes at the end of its `moov`, which stands last. */
function withInMoov(film: Buffer, added: Buffer): Buffer {
  const at = film.lastIndexOf('moov') - 4
  const moov = film.subarray(at, at + film.readUInt32BE(at))
  const larger = box('moov', moov.subarray(8), added)
  return Buffer.concat([film.subarray(0, at), larger, film.subarray(at + moov.length)])
}

/** A WebM element with a length of eight bytes. */
function element(id: number[], body: Buffer): Buffer {
  const size = Buffer.alloc(8)
  size.writeBigUInt64BE(BigInt(body.length))
  size[0] = 0x01
  return Buffer.concat([Buffer.from(id), size, body])
}

/** The same film, its dates and those of its tracks set to a time that can be found again. */
const MADE = Buffer.from('\xe3\x5a\x91\x0d', 'latin1')
function dated(film: Buffer): Buffer {
  const made = Buffer.from(film)
  for (const type of ['mvhd', 'tkhd', 'mdhd']) {
    for (let at = made.indexOf(type); at >= 0; at = made.indexOf(type, at + 4)) {
      MADE.copy(made, at + 8)
      MADE.copy(made, at + 12)
    }
  }
  return made
}

/** What a film is told by, without its dates: a box of version 1 has them in 64 bits each. */
const longHead = (type: string, at: Buffer) =>
  box(type, Buffer.of(1, 0, 0, 7), Buffer.alloc(4), at, Buffer.alloc(4), at, Buffer.from('the rest'))

describe('when a film or sound was made', () => {
  test.for(['film.mp4', 'pieces.mp4', 'film.mov', 'sound.m4a'])('%s does not say it', async (name) => {
    const bytes = dated(fixture(name))
    expect(bytes.includes(MADE)).toBe(true)
    // The fixtures have no dates, so that what is shown is what is shown of them.
    expect(
      (await veiled(bytes, mp4Patches))?.equals((await veiled(fixture(name), mp4Patches)) as Buffer),
    ).toBe(true)
  })

  test('is hidden where dates have 64 bits, and nothing else', async () => {
    const heads = (at: Buffer) =>
      box('moov', longHead('mvhd', at), box('trak', longHead('tkhd', at), box('mdia', longHead('mdhd', at))))
    expect(await veiled(heads(MADE), mp4Patches)).toEqual(heads(Buffer.alloc(4)))
  })

  test('is hidden of heads that end too soon, up to their ends', async () => {
    for (let bytes = 0; bytes < 24; bytes++) {
      for (const version of [0, 1]) {
        const head = Buffer.concat([Buffer.of(version, 1, 2, 3), Buffer.alloc(20, 0xee)]).subarray(0, bytes)
        const shown = await veiled(box('moov', box('mvhd', head), box('iods', words)), mp4Patches)
        const kept = Buffer.from(
          head.map((byte, at) => (at < 4 || at >= (version === 1 ? 20 : 12) ? byte : 0)),
        )
        expect(shown).toEqual(box('moov', box('mvhd', kept), box('iods', words)))
      }
    }
  })
})

/** A film's description of its pictures: what is said before the name of the program, the name, and what follows. */
const picture = (name: Buffer) =>
  box(
    'avc1',
    Buffer.alloc(7),
    Buffer.of(1),
    Buffer.alloc(34, 5).fill(0, 4, 8),
    name,
    Buffer.from([0, 24, 255, 255]),
  )
const track = (...entries: Buffer[]) =>
  box('moov', box('trak', box('mdia', box('minf', box('stbl', box('stsd', Buffer.alloc(8), ...entries))))))

describe('which program made a film', () => {
  const NAME = Buffer.concat([Buffer.of(words.length), words, Buffer.alloc(32)]).subarray(0, 32)

  test('is not said beside its pictures', async () => {
    for (const name of ['film.mp4', 'pieces.mp4', 'film.mov']) {
      expect(fixture(name).includes('Lavc libx264')).toBe(true)
      const shown = await veiled(fixture(name), mp4Patches)
      expect(shown?.includes('Lavc libx264'), name).toBe(false)
      expect(shown?.includes('FFMP'), name).toBe(false)
      expect(shown?.includes('avcC'), name).toBe(true)
    }
    expect(await veiled(track(picture(NAME)), mp4Patches)).toEqual(track(picture(Buffer.alloc(32))))
  })

  test('is looked for in pictures alone, and not beyond their ends', async () => {
    const sound = box('mp4a', Buffer.alloc(80, 5))
    expect(await veiled(track(sound), mp4Patches)).toEqual(track(sound))
    for (let bytes = 0; bytes < 90; bytes++) {
      const cut = picture(NAME).subarray(8, 8 + bytes)
      const shown = await veiled(track(box('avc1', cut), sound), mp4Patches)
      expect(shown).toEqual(track(box('avc1', picture(Buffer.alloc(32)).subarray(8, 8 + bytes)), sound))
    }
    const endless = track(Buffer.concat([Buffer.from([0, 0, 255, 255]), Buffer.from('avc1'), words]))
    expect(await veiled(endless, mp4Patches)).toEqual(endless)
  })
})

describe('words in films and sounds are hidden, and nothing moves', () => {
  const film = fixture('film.mp4')
  const chunk = (name: string) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32LE(words.length + 1, 4)
    return Buffer.concat([head, words, Buffer.of(0)])
  }
  const id3 = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0', 'latin1'), Buffer.of(words.length), words])
  const tag = Buffer.concat([Buffer.from('TAG'), words, Buffer.alloc(128)]).subarray(0, 128)
  const flac = fixture('sound.flac')
  const flacWords = Buffer.concat([Buffer.of(4, 0, 0, words.length), words])
  const webm = fixture('film.webm')
  const dataHandler = box('trak', box('mdia', box('minf', box('hdlr', Buffer.alloc(24), words))))
  // Tags of a length of eight bytes, after the segment's own end: read as a part of what follows it.
  const planted: [string, Buffer, Finder][] = [
    ['mp4, a private box', Buffer.concat([film, box('uuid', words)]), mp4Patches],
    ['mp4, free room', Buffer.concat([film, box('free', words)]), mp4Patches],
    ['mp4, user data', withInMoov(film, box('udta', box('meta', words))), mp4Patches],
    ['mov, the handler of its data', withInMoov(fixture('film.mov'), dataHandler), mp4Patches],
    ['mov', Buffer.concat([fixture('film.mov'), box('skip', words)]), mp4Patches],
    ['m4a', Buffer.concat([fixture('sound.m4a'), box('meta', words)]), mp4Patches],
    ['webm, behind its end', Buffer.concat([webm, element([0x12, 0x54, 0xc3, 0x67], words)]), webmPatches],
    ['mp3', Buffer.concat([id3, fixture('sound.mp3'), tag]), framedPatches],
    ['aac', Buffer.concat([id3, fixture('sound.aac')]), framedPatches],
    ['wav', Buffer.concat([fixture('sound.wav'), chunk('LIST')]), wavPatches],
    ['flac', Buffer.concat([flac.subarray(0, 42), flacWords, flac.subarray(42)]), flacPatches],
  ]
  test.for(planted)('%s', async ([, bytes, find]) => {
    expect(bytes.includes(CANARY)).toBe(true)
    const shown = await veiled(bytes, find)
    expect(shown?.length).toBe(bytes.length)
    expect(shown?.includes(CANARY)).toBe(false)
  })

  const clean: [string, Finder][] = [
    ['film.mp4', mp4Patches],
    ['pieces.mp4', mp4Patches],
    ['upright.mp4', mp4Patches],
    ['film.mov', mp4Patches],
    ['film.webm', webmPatches],
    ['live.webm', webmPatches],
    ['sound.mp3', framedPatches],
    ['sound.wav', wavPatches],
    ['sound.flac', flacPatches],
  ]
  test.for(clean)('%s keeps what plays', async ([name, find]) => {
    const bytes = fixture(name)
    const shown = await veiled(bytes, find)
    expect(shown?.length).toBe(bytes.length)
    const same = shown ? bytes.filter((byte, at) => byte === shown[at]).length : 0
    expect(same / bytes.length).toBeGreaterThan(0.9)
  })

  test('pieces of any size say the same as the whole', async () => {
    const bytes = withInMoov(dated(film), box('udta', words))
    const patches =
      (await mp4Patches(async (from, count) => bytes.subarray(from, from + count), bytes.length)) ?? []
    const pieces = []
    for (let at = 0; at < bytes.length; at += 7) pieces.push(patched(bytes.subarray(at, at + 7), at, patches))
    expect(Buffer.concat(pieces).equals(patched(bytes, 0, patches))).toBe(true)
  })

  test('what makes no sense is not sent', async () => {
    const half = Buffer.concat([film, Buffer.from([0x7f, 0xff, 0xff, 0xff]), Buffer.from('mdat'), words])
    expect(await veiled(half, mp4Patches)).toBeNull()
    expect(await veiled(Buffer.from('not a film at all, really'), webmPatches)).toBeNull()
    expect(await veiled(Buffer.from('fLaC\x04\xff\xff\xff', 'latin1'), flacPatches)).toBeNull()
  })
})
