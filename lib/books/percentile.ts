import 'server-only'
import type { Times } from './schema'

/** Jobs by how long they took: `bucket` is 1 + floor(4 log2(ms)), as `book_end` in the database counts. */
export type Bucket = { bucket: number; jobs: number }

/** Where a bucket begins (ms). */
const start = (bucket: number) => 2 ** ((bucket - 1) / 4)

/**
 * The time within which a share of the jobs had their results (ms), from counts in buckets a quarter of an octave
 * wide; between a bucket's borders its jobs are taken as evenly spread. Null: there are no jobs.
 */
export function percentile(buckets: readonly Bucket[], share: number): number | null {
  const sorted = buckets.filter(({ jobs }) => jobs > 0).toSorted((a, b) => a.bucket - b.bucket)
  const all = sorted.reduce((sum, { jobs }) => sum + jobs, 0)
  let left = share * all
  for (const { bucket, jobs } of sorted) {
    if (left <= jobs) return Math.round(start(bucket) * 2 ** (left / jobs / 4))
    left -= jobs
  }
  return null
}

export const times = (buckets: readonly Bucket[]): Times => ({
  half: percentile(buckets, 0.5),
  ninety: percentile(buckets, 0.9),
  ninetyNine: percentile(buckets, 0.99),
})
