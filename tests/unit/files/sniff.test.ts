import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sniff } from '@/lib/files/sniff'
import { ftyp, sample, sampleNames } from './media'

const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#a05' } })
const head = (...parts: (string | number[])[]) =>
  Buffer.concat([...parts.map((part) => Buffer.from(part as string, 'latin1')), Buffer.alloc(64)])
const box = (...brands: string[]) => Buffer.concat([ftyp(brands[0] ?? '', ...brands), Buffer.alloc(64)])

describe('the type by the bytes', () => {
  it('of real pictures', async () => {
    expect(sniff(await picture.clone().jpeg().toBuffer())).toEqual({ mime: 'image/jpeg', kind: 'image' })
    expect(sniff(await picture.clone().png().toBuffer())?.mime).toBe('image/png')
    expect(sniff(await picture.clone().webp().toBuffer())?.mime).toBe('image/webp')
  })

  it.each(['avif', 'gif', 'tiff'] as const)('%s is none of ours', async (format) => {
    expect(sniff(await picture.clone()[format]().toBuffer())).toBeNull()
  })

  it.each([
    ['video/mp4', box('isom')],
    ['video/mp4', box('mp42')],
    ['video/quicktime', box('qt  ')],
    ['video/webm', head([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm')],
    ['audio/mp4', box('M4A ')],
    ['audio/mpeg', head('ID3', [4, 0])],
    ['audio/mpeg', head([0xff, 0xfb, 0x90, 0x64])],
    ['audio/aac', head([0xff, 0xf1, 0x50, 0x80])],
    ['audio/wav', head('RIFF', [0, 0, 0, 0], 'WAVEfmt ')],
    ['audio/ogg', head('OggS', [0, 2])],
    ['audio/flac', head('fLaC', [0, 0])],
    ['text/plain', Buffer.from('Привет, мир\n')],
    ['text/plain', Buffer.from('\n {"a": [1, 2]}')],
    ['text/plain', Buffer.from('a mark \ufffd is a letter')],
    ['audio/mp4', box('M4B ', 'mp42')],
    ['video/mp4', box('iso6', 'avc1', 'hvc1', 'dash')],
  ])('%s', (mime, bytes) => {
    expect(sniff(bytes)?.mime).toBe(mime)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['HEIC', box('heic')],
    ['AVIF', box('avif')],
    ['a HEIF collection', box('mif1')],
    ['HEIC that says first that it is a film', box('isom', 'iso8', 'mif1', 'heic')],
    ['AVIF that says first that it is a film', box('mp42', 'avif')],
    ['a moving AVIF', box('avis', 'msf1', 'iso8')],
    ['a Live Photo of pictures', box('MiHB', 'heic')],
    ['a raw picture', box('crx ', 'isom')],
    ['a film without its first box', head([0, 0, 0, 8], 'wide', [0, 0, 0, 9], 'mdat')],
    ['a first box that is too small', head([0, 0, 0, 12], 'ftypisom')],
    ['a first box of two gigabytes', head([0x7f, 0, 0, 24], 'ftypisom')],
    ['matroska', head([0x1a, 0x45, 0xdf, 0xa3], 'matroska')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG after a declaration', Buffer.from('\ufeff <?xml version="1.0"?><svg/>')],
    ['HTML', Buffer.from('<!DOCTYPE html><title>502</title>')],
    ['a script', Buffer.from('<script>alert(1)</script>')],
    ['a program', head([0x7f], 'ELF')],
    ['a document', Buffer.from('%PDF-1.7\n%\u00e2\u00e3', 'latin1')],
    ['an archive', head('PK', [3, 4])],
    ['latin-1 text', Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20])],
  ])('%s is refused', (_what, bytes) => {
    expect(sniff(bytes)).toBeNull()
  })

  it('is the same for every head that is longer', () => {
    for (const name of sampleNames) {
      const bytes = sample(name)
      for (const length of [64, 1_024, 4_096]) expect(sniff(bytes.subarray(0, length))).toEqual(sniff(bytes))
    }
  })

  it('does not cut a letter in two at the end of what is read', () => {
    const text = Buffer.from('я'.repeat(3_000))
    expect(sniff(text.subarray(0, 4_095))?.mime).toBe('text/plain')
  })
})
