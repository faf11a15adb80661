import { describe, expect, it } from 'vitest'
import { models } from '@/lib/catalog/catalog'
import type { Field, MediaLimits } from '@/lib/catalog/schema'
import { MAX_BYTES, MAX_UPLOAD_BYTES } from '@/lib/files/bounds'
import { intakeLimits, mediaProblem, wrongType } from '@/lib/files/limits'

const limits: MediaLimits = {
  maxFileBytes: 5 * 1_048_576,
  accept: ['image/png', 'image/jpeg'],
  minSidePx: 256,
  maxSidePx: 4096,
  maxPixels: 16_000_000,
}
const fine = { mime: 'image/png', bytes: 1000, width: 4000, height: 4000 }

describe('limits of a file', () => {
  it.each([
    [fine, null],
    [{ ...fine, width: 256, height: 256 }, null],
    [{ ...fine, bytes: 5 * 1_048_576 }, null],
    [
      { ...fine, bytes: 5 * 1_048_576 + 1 },
      { key: 'file_too_large', values: { limit: 5 } },
    ],
    [{ ...fine, bytes: 0 }, { key: 'file_empty' }],
    [
      { ...fine, mime: 'image/webp' },
      { key: 'file_type', values: { types: 'PNG, JPEG' } },
    ],
    [
      { ...fine, width: 255 },
      { key: 'file_sides_min', values: { min: 256 } },
    ],
    [
      { ...fine, height: 4097, width: 300 },
      { key: 'file_sides_max', values: { max: 4096 } },
    ],
    [
      { ...fine, width: 4000, height: 4001 },
      { key: 'file_pixels', values: { limit: 16 } },
    ],
    [{ ...fine, width: null, height: null }, null],
    [{ mime: 'image/png', bytes: 1 }, null],
  ])('%o is judged as %o', (file, problem) => {
    expect(mediaProblem(limits, file)).toEqual(problem)
  })

  it('of the intake name every type that Loupe takes', () => {
    expect(wrongType().values).toEqual({
      types: 'JPEG, PNG, WebP, MP4, MOV, WebM, MP3, WAV, M4A, AAC, OGG, FLAC',
    })
  })

  it('of a film hold for its sides as well', () => {
    const film = { ...limits, accept: ['video/mp4'] }
    expect(mediaProblem(film, { mime: 'video/mp4', bytes: 9, width: 5_000, height: 300 })?.key).toBe(
      'file_sides_max',
    )
    expect(
      mediaProblem(film, { mime: 'video/mp4', bytes: 9, width: 500, height: 300, durationMs: 1 }),
    ).toBeNull()
  })

  it.each([
    [1_899, 'file_seconds_min', { min: 2 }],
    [1_900, undefined, undefined],
    [15_600, undefined, undefined],
    [15_601, 'file_seconds_max', { max: 15.5 }],
    [null, undefined, undefined],
  ])('of a sound hold for its length: %j ms', (durationMs, key, values) => {
    const sound = { maxFileBytes: 9, accept: ['audio/wav'], minSeconds: 2, maxSeconds: 15.5 }
    const problem = mediaProblem(sound, { mime: 'audio/wav', bytes: 9, durationMs })
    expect([problem?.key, problem?.values]).toEqual([key, values])
  })

  it('of the intake are the largest of any model, and 50 megapixels for a picture', () => {
    const huge = { mime: 'image/webp', bytes: MAX_BYTES.image, width: 10_000, height: 5_000 }
    expect(mediaProblem(intakeLimits.image, huge)).toBeNull()
    expect(mediaProblem(intakeLimits.image, { ...huge, bytes: huge.bytes + 1 })?.key).toBe('file_too_large')
    expect(mediaProblem(intakeLimits.image, { ...huge, height: 5_001 })?.key).toBe('file_pixels')
    expect(mediaProblem(intakeLimits.image, { ...huge, mime: 'image/gif' })?.key).toBe('file_type')
    for (const kind of ['image', 'video', 'audio'] as const) {
      expect([kind, MAX_BYTES[kind]]).toEqual([kind, largest(kind)])
    }
    expect(MAX_UPLOAD_BYTES).toBe(Math.max(...Object.values(MAX_BYTES)))
  })
})

/** Of all models' fields for this kind of file. */
function largest(kind: string): number {
  const all = (fields: readonly Field[]): readonly Field[] =>
    fields.flatMap((field) => [field, ...all((field.itemFields ?? []) as Field[])])
  return Math.max(
    ...models
      .flatMap((model) => all(model.fields))
      .filter(({ type }) => type.startsWith(kind))
      .map(({ maxFileBytes }) => maxFileBytes ?? 0),
  )
}
