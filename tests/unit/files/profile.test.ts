import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { blankProfile, withoutWords } from '@/lib/files/profile'
import { CANARY, p3, talkativeP3 } from './canaries'

const red = sharp({ create: { width: 32, height: 32, channels: 3, background: '#c04030' } })

describe('a colour profile without its words', () => {
  it('has the same length and means the same colours', async () => {
    const profile = await talkativeP3()
    expect(profile.includes(CANARY)).toBe(true)
    const clean = withoutWords(profile)
    expect(clean).toHaveLength(profile.length)
    expect(clean.includes('CANARY')).toBe(false)
    expect(withoutWords(clean).equals(clean)).toBe(true)
    for (const name of ['rXYZ', 'gXYZ', 'bXYZ', 'wtpt', 'rTRC']) {
      const at = clean.indexOf(name)
      const [from, bytes] = [clean.readUInt32BE(at + 4), clean.readUInt32BE(at + 8)]
      expect(clean.subarray(from, from + bytes).equals(profile.subarray(from, from + bytes))).toBe(true)
    }
  })

  it.each(['jpeg', 'png', 'webp'] as const)(
    'is put in place in a %s that still decodes to the same',
    async (format) => {
      const plain = await red.clone().withIccProfile('p3')[format]().toBuffer()
      const clean = blankProfile(Buffer.from(plain), `image/${format}`)
      const [before, after] = await Promise.all([plain, clean].map((picture) => sharp(picture).metadata()))
      expect(before?.icc && withoutWords(before.icc).equals(after?.icc ?? Buffer.alloc(0))).toBe(true)
      const seen = await Promise.all([plain, clean].map((picture) => sharp(picture).raw().toBuffer()))
      expect(seen[0]?.equals(seen[1] ?? Buffer.alloc(0))).toBe(true)
    },
  )

  it('leaves a picture without a profile alone', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const plain = await red.clone()[format]().toBuffer()
      expect(blankProfile(Buffer.from(plain), `image/${format}`).equals(plain)).toBe(true)
    }
  })

  it('survives profiles that make no sense', async () => {
    const profile = await p3()
    for (const length of [0, 3, 128, 131, 132, 140, 200]) {
      expect(withoutWords(profile.subarray(0, length))).toHaveLength(length)
    }
    const endless = Buffer.from(profile)
    endless.writeUInt32BE(0xffffffff, 128)
    expect(withoutWords(endless).every((byte) => byte === 0)).toBe(true)
    const outside = Buffer.from(profile)
    outside.writeUInt32BE(0xfffffff0, 136)
    expect(withoutWords(outside)).toHaveLength(profile.length)
  })
})
