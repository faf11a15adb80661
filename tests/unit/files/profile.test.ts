import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { blankProfile, withoutWords } from '@/lib/files/profile'

const CANARY = 'Serial ZX81-CANARY'
const red = sharp({ create: { width: 32, height: 32, channels: 3, background: '#c04030' } })

async function p3(): Promise<Buffer> {
  const { icc } = await sharp(await red.clone().withIccProfile('p3').png().toBuffer()).metadata()
  return icc ?? Buffer.alloc(0)
}

/** A version 2 profile with words and a private tag at its end, each with the canary in it. */
async function talkative(): Promise<Buffer> {
  const base = await p3()
  const count = base.readUInt32BE(128)
  const shift = 3 * 12
  const tags = base.subarray(132, 132 + count * 12)
  const moved = Buffer.from(tags)
  for (let at = 4; at < moved.length; at += 12) moved.writeUInt32BE(moved.readUInt32BE(at) + shift, at)
  const words = CANARY.padEnd(40)
  const desc = Buffer.concat([
    Buffer.from('desc\0\0\0\0\0\0\0\x29'),
    Buffer.from(`${words}\0`),
    Buffer.alloc(79),
  ])
  const text = Buffer.from(`text\0\0\0\0${words}\0\0\0\0`)
  const own = Buffer.from(`mmod\0\0\0\0${words}`)
  const parts = [
    ['dmdd', desc],
    ['targ', text],
    ['mmod', own],
  ] as const
  let at = base.length + shift
  const added = parts.map(([name, data]) => {
    const entry = Buffer.alloc(12)
    entry.write(name, 0, 'latin1')
    entry.writeUInt32BE(at, 4)
    entry.writeUInt32BE(data.length, 8)
    at += data.length
    return entry
  })
  const profile = Buffer.concat([
    base.subarray(0, 132),
    moved,
    ...added,
    base.subarray(132 + tags.length),
    ...parts.map(([, data]) => data),
  ])
  profile.writeUInt32BE(profile.length, 0)
  profile.writeUInt32BE(count + 3, 128)
  return profile
}

describe('a colour profile without its words', () => {
  it('has the same length and means the same colours', async () => {
    const profile = await talkative()
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
