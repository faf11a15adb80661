import { describe, expect, it } from 'vitest'
import { intakeLimits, type PictureLimits, pictureProblems } from '@/lib/files/limits'

const limits: PictureLimits = {
  maxFileBytes: 5 * 1_048_576,
  accept: ['image/png', 'image/jpeg'],
  minSidePx: 256,
  maxSidePx: 4096,
  maxPixels: 16_000_000,
}
const fine = { mime: 'image/png', bytes: 1000, width: 4000, height: 4000 }

describe('limits of a picture', () => {
  it.each([
    [fine, null],
    [{ ...fine, width: 256, height: 256 }, null],
    [{ ...fine, bytes: 5 * 1_048_576 }, null],
    [
      { ...fine, bytes: 5 * 1_048_576 + 1 },
      { key: 'file_too_large', values: { limit: 5 } },
    ],
    [{ ...fine, bytes: 0 }, { key: 'file_empty' }],
    [{ ...fine, mime: 'image/webp' }, { key: 'file_type' }],
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
  ])('%o is judged as %o', (picture, problem) => {
    expect(pictureProblems(limits, picture)).toEqual(problem)
  })

  it('of the intake are 10 MB, 50 megapixels and three types', () => {
    const huge = { mime: 'image/webp', bytes: 10_485_760, width: 10_000, height: 5_000 }
    expect(pictureProblems(intakeLimits, huge)).toBeNull()
    expect(pictureProblems(intakeLimits, { ...huge, bytes: 10_485_761 })?.key).toBe('file_too_large')
    expect(pictureProblems(intakeLimits, { ...huge, height: 5_001 })?.key).toBe('file_pixels')
    expect(pictureProblems(intakeLimits, { ...huge, mime: 'image/gif' })?.key).toBe('file_type')
  })
})
