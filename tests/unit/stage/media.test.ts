import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDrawable, peaksOf } from '@/components/stage/peaks'
import { posterSize } from '@/components/stage/poster'
import { coarser } from '@/components/stage/small-peaks'
import { measuresOf } from '@/components/stage/use-file-facts'
import { MAX_PEAKS, MAX_PEAKS_BYTES } from '@/lib/files/bounds'
import { file, film, sound } from './files'

describe('a waveform', () => {
  it('is the loudest moment of each part, over all channels', () => {
    const left = Float32Array.from([0, 0.5, 0.1, -0.9])
    const right = Float32Array.from([0.2, 0, 0.3, 0])
    expect(peaksOf([left, right], 2)).toEqual([0.5, 0.9])
    expect(peaksOf([Float32Array.of(2, -3)], 2)).toEqual([1, 1])
    expect(peaksOf([], 3)).toEqual([0, 0, 0])
    expect(peaksOf([Float32Array.of(0.25)], 4)).toEqual([0.25, 0.25, 0.25, 0.25])
  })

  it('is what the server takes, however long and loud the sound', () => {
    const samples = fc.float32Array({ minLength: 1, maxLength: 5_000, noNaN: true })
    fc.assert(
      fc.property(samples, (sampled) => {
        const peaks = peaksOf([sampled])
        expect(peaks).toHaveLength(MAX_PEAKS)
        expect(peaks.every((peak) => peak >= 0 && peak <= 1)).toBe(true)
        expect(JSON.stringify({ peaks }).length).toBeLessThanOrEqual(MAX_PEAKS_BYTES)
      }),
    )
  })

  it('in small keeps the loud parts', () => {
    expect(coarser([0.1, 0.1, 0.3, 0.1], 2)).toEqual([0.5, 1])
    expect(coarser([0, 0, 0], 3)).toEqual([0, 0, 0])
    expect(coarser([0.5], 3)).toEqual([1, 1, 1])
  })

  it('is not tried of what would fill the memory', () => {
    expect(isDrawable(sound('a'))).toBe(true)
    expect(isDrawable(sound('a', { durationMs: null }))).toBe(true)
    expect(isDrawable(sound('a', { durationMs: 3_600_000 }))).toBe(false)
    expect(isDrawable(sound('a', { bytes: 200 * 1_048_576 }))).toBe(false)
  })
})

describe('a poster', () => {
  it('has the shape of its film and no side over 1280', () => {
    expect(posterSize(1_920, 1_080)).toEqual({ width: 1_280, height: 720 })
    expect(posterSize(720, 1_280)).toEqual({ width: 720, height: 1_280 })
    expect(posterSize(160, 90)).toEqual({ width: 160, height: 90 })
    expect(posterSize(10_000, 1)).toEqual({ width: 1_280, height: 1 })
  })
})

it('says what can be measured', () => {
  expect(measuresOf(file('a'))).toBe('800\u00a0×\u00a0600')
  expect(measuresOf(film('a'))).toBe('800\u00a0×\u00a0600 · 0:08')
  expect(measuresOf(sound('a'))).toBe('0:12')
  expect(measuresOf(file('a', { kind: 'text', width: null, height: null }))).toBe('')
})
