import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { pngChunk, withChunks, withSegments } from './pictures'

// Words planted wherever a picture can hold any. None of them may come out again.

export const CANARY = 'Serial ZX81-CANARY'

const exif = {
  IFD0: { ImageDescription: `${CANARY}-exif`, Artist: `${CANARY}-artist` },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSAreaInformation: `${CANARY}-gps` },
}
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>${CANARY}-xmp</rdf:Description></rdf:RDF></x:xmpmeta>`
const iptc = Buffer.from(`Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x17\x1c\x02\x78\0\x12${CANARY}\0`, 'latin1')
/** Where a picture comes from, as C2PA writes it: a box in a box. */
const c2pa = Buffer.from(`\0\0\0\x40jumb\0\0\0\x38jumdc2pa\0\x11\0\x10${CANARY}-c2pa`.padEnd(64), 'latin1')
const tail = Buffer.from(`<script>${CANARY}-tail</script>`)

/** sharp's own profile of Display P3. */
export async function p3(): Promise<Buffer> {
  const red = sharp({ create: { width: 8, height: 8, channels: 3, background: '#c04030' } })
  const { icc } = await sharp(await red.withIccProfile('p3').png().toBuffer()).metadata()
  return icc ?? Buffer.alloc(0)
}

/** Display P3 with words and a private tag at its end, each with the canary in it. */
export async function talkativeP3(): Promise<Buffer> {
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

type Format = 'jpeg' | 'png' | 'webp'

/** The picture in this format, its pixels as they are, with a canary in every block that the format knows. */
export async function planted(
  pixels: Sharp,
  format: Format,
  { profile, orientation }: { profile?: Buffer; orientation?: number } = {},
): Promise<Buffer> {
  const marked = pixels.withExif(exif).withXmp(xmp)
  const turned = orientation ? marked.withMetadata({ orientation }).withExifMerge(exif).withXmp(xmp) : marked
  switch (format) {
    case 'jpeg':
      return jpegWith(await turned.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(), profile)
    case 'png':
      return pngWith(await turned.png().toBuffer(), profile)
    case 'webp':
      return webpWith(await turned.webp({ lossless: true }).toBuffer())
  }
}

function jpegWith(jpeg: Buffer, profile: Buffer | undefined): Buffer {
  const icc: [number, Buffer][] = profile
    ? [[0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile])]]
    : []
  return Buffer.concat([
    withSegments(
      jpeg,
      ...icc,
      [0xed, iptc],
      [0xeb, Buffer.concat([Buffer.from('JP\0\x01\0\0\0\x01', 'latin1'), c2pa])],
      [0xfe, Buffer.from(`${CANARY}-comment`)],
      [0xec, Buffer.from(`${CANARY}-app12`)],
    ),
    tail,
  ])
}

function pngWith(png: Buffer, profile: Buffer | undefined): Buffer {
  const icc = profile
    ? [pngChunk('iCCP', Buffer.concat([Buffer.from(`${CANARY}\0\0`), deflateSync(profile)]))]
    : []
  return Buffer.concat([
    withChunks(
      png,
      ...icc,
      pngChunk('tEXt', Buffer.from(`Comment\0${CANARY}-text`)),
      pngChunk('iTXt', Buffer.from(`Title\0\0\0\0\0${CANARY}-itxt`)),
      pngChunk('zTXt', Buffer.concat([Buffer.from('Author\0\0'), deflateSync(Buffer.from(CANARY))])),
      pngChunk('prVt', Buffer.from(`${CANARY}-private`)),
      pngChunk('caBX', c2pa),
    ),
    tail,
  ])
}

/** EXIF and XMP chunks are there already; a chunk of its own comes after them. */
function webpWith(webp: Buffer): Buffer {
  const words = Buffer.from(`${CANARY}-chunk`.padEnd(40))
  const head = Buffer.from('prVt\0\0\0\0', 'latin1')
  head.writeUInt32LE(words.length, 4)
  const whole = Buffer.concat([webp, head, words])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}

/** What an encoded picture says besides its pixels and their colours: nothing, if it is clean. */
export function wordsIn(picture: Buffer): string[] {
  const text = picture.toString('latin1')
  const blocks =
    text.match(/tEXt|iTXt|zTXt|eXIf|tIME|prVt|caBX|jumb|EXIF|Exif|XMP |Photoshop|ZX81|CANARY/g) ?? []
  return text.startsWith('RIFF') || text.startsWith('\x89PNG') || text.startsWith('\xff\xd8') ? blocks : ['?']
}
