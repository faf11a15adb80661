import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleanCopy } from '@/lib/files/clean'
import { withoutWords } from '@/lib/files/profile'
import {
  colorAt,
  corners,
  inspected,
  onDisk,
  photo,
  pngChunk,
  quarters,
  withChunks,
  withSegments,
} from './pictures'

const MB = 1_048_576

/** Noise, which no coder makes small. */
const noise = (side: number, channels: 1 | 3) =>
  sharp(randomBytes(side * side * channels), { raw: { width: side, height: side, channels } })

async function cleaned(bytes: Buffer) {
  const path = await onDisk(bytes)
  const picture = await inspected(path)
  return { ...(await cleanCopy(path, picture, bytes.length)), picture }
}

describe('the clean copy', () => {
  it.each(
    ['rgyb', 'grby', 'ybrg', 'bygr', 'rbyg', 'brgy', 'ygrb', 'gybr'].map(
      (seen, at) => [at + 1, seen] as const,
    ),
  )('stands upright where EXIF said orientation %i', async (orientation, seen) => {
    const source = sharp(await quarters()).withMetadata({ orientation })
    for (const bytes of [
      await source.clone().jpeg({ quality: 100 }).toBuffer(),
      await source.clone().webp({ quality: 100 }).toBuffer(),
      await source.clone().png().toBuffer(),
    ]) {
      const { data, picture } = await cleaned(bytes)
      const meta = await sharp(data).metadata()
      expect(await corners(data)).toBe(seen)
      expect(meta.orientation).toBeUndefined()
      expect([picture.width, picture.height]).toEqual([meta.width, meta.height])
      expect([picture.width, picture.height]).toEqual(orientation < 5 ? [120, 80] : [80, 120])
    }
  })

  const exif = {
    IFD0: { ImageDescription: 'CANARY-exif', Artist: 'CANARY-artist' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSAreaInformation: 'CANARY-gps' },
  }
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>CANARY-xmp</rdf:Description></rdf:RDF></x:xmpmeta>'
  const iptc = Buffer.from(
    'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0bCANARY-iptc',
    'latin1',
  )

  it('of a JPEG has none of its words and places', async () => {
    const written = await sharp(await quarters())
      .withExif(exif)
      .withXmp(xmp)
      .jpeg()
      .toBuffer()
    const thumbnail = await sharp(await quarters(32, 32))
      .jpeg()
      .toBuffer()
    const jpeg = Buffer.concat([
      withSegments(
        written,
        [0xed, iptc],
        [0xfe, Buffer.from('CANARY-comment')],
        [0xec, Buffer.from('CANARY-app12')],
        [0xe4, thumbnail],
      ),
      Buffer.from('<script>CANARY-tail</script>'),
    ])
    expect(jpeg.toString('latin1').match(/CANARY/g)?.length).toBeGreaterThanOrEqual(7)
    const { data, mime } = await cleaned(jpeg)
    expect(mime).toBe('image/jpeg')
    expect(data.includes('CANARY')).toBe(false)
    expect(data.includes('Exif')).toBe(false)
  })

  it('of a PNG has none of its words', async () => {
    const written = await sharp(await quarters())
      .withExif(exif)
      .withXmp(xmp)
      .png()
      .toBuffer()
    const texts = withChunks(
      written,
      pngChunk('tEXt', Buffer.from('Comment\0CANARY-text')),
      pngChunk('iTXt', Buffer.from('Title\0\0\0\0\0CANARY-itxt')),
      pngChunk('tIME', Buffer.from([7, 230, 1, 1, 1, 1, 1])),
      pngChunk('prVt', Buffer.from('CANARY-private')),
    )
    const { data } = await cleaned(Buffer.concat([texts, Buffer.from('CANARY-tail')]))
    expect(data.includes('CANARY')).toBe(false)
    const chunks = [...data.toString('latin1').matchAll(/(tEXt|iTXt|zTXt|eXIf|tIME|prVt)/g)]
    expect(chunks).toEqual([])
  })

  it('of a WebP has none of its words', async () => {
    const written = await sharp(await quarters())
      .withExif(exif)
      .withXmp(xmp)
      .webp()
      .toBuffer()
    expect(written.includes('CANARY')).toBe(true)
    const { data, mime } = await cleaned(written)
    expect(mime).toBe('image/webp')
    expect(data.includes('CANARY')).toBe(false)
  })

  it.each(['jpeg', 'png', 'webp'] as const)(
    'of a %s keeps a wide colour profile and the colours in it',
    async (format) => {
      const options = format === 'png' ? {} : { quality: 100 }
      const wide = await sharp(await quarters())
        .withIccProfile('p3')
        [format](options)
        .toBuffer()
      const before = await sharp(wide).metadata()
      const { data } = await cleaned(wide)
      const after = await sharp(data).metadata()
      expect(before.icc && withoutWords(before.icc).equals(after.icc ?? Buffer.alloc(0))).toBe(true)
      const raw = (bytes: Buffer) => sharp(bytes, { ignoreIcc: true }).raw().toBuffer()
      const [was, is] = await Promise.all([raw(wide), raw(data)])
      const worst = was.reduce((most, value, at) => Math.max(most, Math.abs(value - (is[at] ?? 0))), 0)
      expect(worst).toBeLessThanOrEqual(format === 'png' ? 0 : 40)
      expect(await corners(data)).toBe('rgyb')
    },
  )

  it('is written 4:4:4', async () => {
    const { data } = await cleaned(
      await sharp(await photo(200, 200))
        .jpeg({ quality: 80 })
        .toBuffer(),
    )
    expect((await sharp(data).metadata()).chromaSubsampling).toBe('4:4:4')
  })

  it('of other kinds of pixels is eight bits of sRGB', async () => {
    const source = sharp(await quarters())
    const cmyk = await cleaned(
      await source.clone().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
    )
    expect(await sharp(cmyk.data).metadata()).toMatchObject({ format: 'jpeg', space: 'srgb', channels: 3 })
    expect((await sharp(cmyk.data).metadata()).icc).toBeUndefined()
    // Blue is outside of what that paper can show.
    expect(await corners(cmyk.data)).toMatch(/^rgy/)
    const deep = await cleaned(await source.clone().toColourspace('rgb16').png().toBuffer())
    expect(await sharp(deep.data).metadata()).toMatchObject({ format: 'png', depth: 'uchar', space: 'srgb' })
    expect(await corners(deep.data)).toBe('rgyb')
    const grey = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#777' } })
      .toColourspace('b-w')
      .jpeg()
      .toBuffer()
    const [r = 0, g = 0, b = 0] = await colorAt((await cleaned(grey)).data, 0.5, 0.5)
    expect([Math.abs(r - 0x77) < 3, r === g, g === b]).toEqual([true, true, true])
  })

  it('of a transparent WebP stays transparent, of a lossless one exact', async () => {
    const source = sharp({
      create: { width: 90, height: 90, channels: 4, background: { r: 200, g: 30, b: 60, alpha: 0.5 } },
    })
    const lossy = await cleaned(await source.clone().webp().toBuffer())
    expect((await colorAt(lossy.data, 0.5, 0.5))[3]).toBe(128)
    expect(lossy.picture.lossless).toBe(false)
    const lossless = await cleaned(await source.clone().webp({ lossless: true }).toBuffer())
    expect(lossless.picture.lossless).toBe(true)
    expect(await colorAt(lossless.data, 0.5, 0.5)).toEqual([200, 30, 60, 128])
  })

  it('of a JPEG keeps to the limit that its original kept, at a lower quality', async () => {
    const picture = noise(2_000, 3)
    const original = await picture.clone().jpeg({ quality: 86 }).toBuffer()
    const best = await picture.clone().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
    expect([original.length < 5 * MB, best.length > 5 * MB]).toEqual([true, true])
    const { data, mime } = await cleaned(original)
    expect(mime).toBe('image/jpeg')
    expect(data.length).toBeLessThanOrEqual(5 * MB)
    expect(data.length).toBeGreaterThan(2.5 * MB)
    expect((await sharp(data).metadata()).chromaSubsampling).toBe('4:4:4')
  })

  it('of a PNG that would grow past its limit is a lossless WebP', async () => {
    const grey = await noise(1_500, 1).toColourspace('b-w').png().toBuffer()
    const plain = await sharp(grey).png({ compressionLevel: 6 }).toBuffer()
    expect([grey.length < 5 * MB, plain.length > 5 * MB]).toEqual([true, true])
    const { data, mime } = await cleaned(grey)
    expect(mime).toBe('image/webp')
    expect(data.length).toBeLessThanOrEqual(5 * MB)
    const [was, is] = await Promise.all([grey, data].map((bytes) => sharp(bytes).raw().toBuffer()))
    expect(was?.equals(is ?? Buffer.alloc(0))).toBe(true)
  })
})
