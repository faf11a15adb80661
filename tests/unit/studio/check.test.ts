import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { sniffPicture } from '@/components/upload/check'
import { sniff } from '@/lib/files/sniff'

test('knows the three kinds of picture by their first bytes, as the server does', async () => {
  const picture = sharp({ create: { width: 80, height: 60, channels: 3, background: 'red' } })
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const bytes = await picture.clone().toFormat(format).toBuffer()
    expect(sniffPicture(bytes)).toBe(`image/${format}`)
    expect(sniff(bytes)?.mime).toBe(`image/${format}`)
  }
})

test('never takes for a picture what the server does not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const mime = sniffPicture(bytes)
      if (mime) expect(sniff(Buffer.from(bytes))?.mime).toBe(mime)
    }),
  )
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg">', 'GIF89a', 'RIFF1234WAVE', 'ftypavif']) {
    expect(sniffPicture(Buffer.from(text))).toBeNull()
  }
})
