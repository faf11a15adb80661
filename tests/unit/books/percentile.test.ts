import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentile } from '@/lib/books/percentile'

const bucketOf = (ms: number) => 1 + Math.floor(4 * Math.log2(ms))
const counted = (all: readonly number[]) => {
  const counts = new Map<number, number>()
  for (const ms of all) counts.set(bucketOf(ms), (counts.get(bucketOf(ms)) ?? 0) + 1)
  return [...counts].map(([bucket, jobs]) => ({ bucket, jobs }))
}

describe('percentiles from buckets', () => {
  it('are within a bucket of those of the times themselves', () => {
    const msList = fc.array(fc.integer({ min: 100, max: 3_000_000 }), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(msList, fc.constantFrom(0.5, 0.9, 0.99), (all, share) => {
        const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1] ?? 0
        const told = percentile(counted(all), share) ?? 0
        expect(Math.abs(Math.log2(told / exact))).toBeLessThanOrEqual(0.26)
      }),
    )
  })

  it('say nothing where there is no result', () => {
    expect(percentile([], 0.5)).toBeNull()
    expect(percentile([{ bucket: 40, jobs: 0 }], 0.5)).toBeNull()
  })
})
