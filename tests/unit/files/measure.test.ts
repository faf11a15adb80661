import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { box, ftyp, measured, patched, sample, sampleNames, samples } from './media'

describe('a film or a sound', () => {
  it.each(sampleNames)('%s has its size and length', async (name) => {
    expect(await measured(sample(name))).toEqual(samples[name])
  })

  it('may have a tag before it, even of AAC', async () => {
    const tag = Buffer.from('4944330400000000000a00000000000000000000', 'hex')
    expect(await measured(Buffer.concat([tag, sample('sound.aac')]))).toEqual(samples['sound.aac'])
    const withTail = Buffer.concat([tag, tag, sample('sound.mp3'), Buffer.from('TAG'), Buffer.alloc(125)])
    expect(await measured(withTail)).toEqual(samples['sound.mp3'])
  })

  it('is as long as its packets say, not its header', async () => {
    // mvhd: version 0, two dates, a time scale, a length.
    const liar = patched('film.mp4', 'mvhd', 20, 'ffffffff')
    expect(await measured(liar)).toEqual(samples['film.mp4'])
    // A frame count of a billion in an MP3's index.
    expect(await measured(patched('sound.mp3', 'Info', 8, '3b9aca00'))).toEqual(samples['sound.mp3'])
  })

  it('is read to a second that is right to the frame, however long it is', async () => {
    const once = sample('sound.aac')
    const long = await measured(Buffer.concat(Array.from({ length: 2_000 }, () => once)))
    expect(long).toMatchObject({ durationMs: Math.round((2_000 * 44 * 1_024_000) / 22_050) })
  })
})

describe('a file that is cut off', () => {
  it.each(['film.mp4', 'film.mov', 'film.webm', 'sound.wav'] as const)(
    '%s is broken wherever the cut is',
    async (name) => {
      const bytes = sample(name)
      for (const length of [100, bytes.length >> 1, bytes.length - 1]) {
        expect(await measured(bytes.subarray(0, length))).toMatch(/broken|no type/)
      }
    },
  )
})

describe('a file that is two things', () => {
  const film = sample('film.mp4')
  const zipEnd = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
  it.each([
    ['a document', Buffer.concat([ftyp('isom'), box('free', Buffer.from('%PDF-1.7\n')), film.subarray(32)])],
    ['a page', Buffer.concat([ftyp('isom'), box('free', Buffer.from('<HTML ><p>')), film.subarray(32)])],
    [
      'a program',
      Buffer.concat([ftyp('isom'), box('free', Buffer.from('<?php eval(1)')), film.subarray(32)]),
    ],
    ['an archive', Buffer.concat([film, box('free', zipEnd)])],
    ['an archive behind a sound', Buffer.concat([sample('sound.mp3'), zipEnd])],
    ['something behind its end', Buffer.concat([film, Buffer.from('MZ\x90\0\x03\0\0\0\x04')])],
    ['a sound with more of something else', Buffer.concat([sample('sound.mp3'), randomBytes(20_000)])],
  ])('%s is broken', async (_what, bytes) => {
    expect(await measured(bytes)).toBe('broken')
  })

  it('unless what follows is only padding', async () => {
    expect(await measured(Buffer.concat([film, Buffer.alloc(64)]))).toEqual(samples['film.mp4'])
    expect(await measured(Buffer.concat([film, Buffer.alloc(5)]))).toEqual(samples['film.mp4'])
  })
})
