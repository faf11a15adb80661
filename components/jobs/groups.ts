import { toCredits, toThousandths } from '@/lib/credits/amount'
import type { JobView } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'

/** `day` is null for the jobs that are still open: they stand above the days. */
export type JobGroup = { id: string; day: string | null; jobs: JobView[] /** Credits. */; sum: number }

const days = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in a time zone, as `2026-11-21`. */
export function dayOf(at: string | number | Date, timeZone: string): string {
  const known = days.get(timeZone)
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  days.set(timeZone, format)
  return format.format(new Date(at))
}

const charged = (job: JobView) => (job.status === 'done' ? toThousandths(job.price) : 0)

/** Open jobs first, those at work before those in line, oldest first as they are served; then day by day, newest first. */
export function groupJobs(jobs: readonly JobView[], timeZone: string): JobGroup[] {
  const open: JobView[] = []
  const queued: JobView[] = []
  const groups: JobGroup[] = []
  for (const job of jobs) {
    if (!isFinal(job.status)) {
      if (job.status === 'queued') queued.unshift(job)
      else open.unshift(job)
      continue
    }
    const day = dayOf(job.createdAt, timeZone)
    const last = groups.at(-1)
    if (last?.day === day) last.jobs.push(job)
    else groups.push({ id: day, day, jobs: [job], sum: 0 })
  }
  for (const group of groups) group.sum = toCredits(group.jobs.reduce((sum, job) => sum + charged(job), 0))
  if (open.length + queued.length > 0)
    groups.unshift({ id: 'open', day: null, jobs: [...open, ...queued], sum: 0 })
  return groups
}

/**
 * Each waiting job's place in this person's line, from 1. Of a long line only the newest may be here: they stand at the
 * end of it.
 * @param inLine how many wait in all
 */
export function placesInLine(jobs: readonly JobView[], inLine: number): ReadonlyMap<string, number> {
  const waiting = jobs.filter((job) => job.status === 'queued')
  const length = Math.max(inLine, waiting.length)
  return new Map(waiting.map((job, index) => [job.id, length - index]))
}
