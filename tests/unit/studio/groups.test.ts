import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayOf, groupJobs, placesInLine } from '@/components/jobs/groups'
import { isFinal, jobStatuses } from '@/lib/jobs/status'
import { job } from './jobs'

const MINUTES = 4 * 24 * 60
const list = fc
  .array(
    fc.record({
      status: fc.constantFrom(...jobStatuses),
      minute: fc.nat(MINUTES),
      thousandths: fc.nat(9_999),
    }),
  )
  .map((made) =>
    made
      .sort((a, b) => b.minute - a.minute)
      .map(({ status, minute, thousandths }, n) =>
        job(`j${n}`, { status, price: thousandths / 1_000 }, minute),
      ),
  )
const zones = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Kiritimati')

test('every job is in one group, open ones on top, days newest first, sums exact', () => {
  fc.assert(
    fc.property(list, zones, (jobs, zone) => {
      const groups = groupJobs(jobs, zone)
      expect(groups.flatMap((group) => group.jobs.map(({ id }) => id)).sort()).toEqual(
        jobs.map(({ id }) => id).sort(),
      )
      const days = groups.flatMap(({ day }) => (day === null ? [] : [day]))
      expect(days).toEqual([...new Set(days)].sort().reverse())
      expect(groups.slice(1).every(({ day }) => day !== null)).toBe(true)
      for (const { day, jobs: members, sum } of groups) {
        if (day === null) expect(members.every(({ status }) => !isFinal(status))).toBe(true)
        else
          expect(members.every((one) => isFinal(one.status) && dayOf(one.createdAt, zone) === day)).toBe(true)
        const done = members.filter(({ status }) => status === 'done')
        const thousandths = done.reduce((total, { price }) => total + Math.round(price * 1_000), 0)
        if (day !== null) expect(Math.round(sum * 1_000)).toBe(thousandths)
      }
    }),
  )
})

test('open jobs stand as they are served: those at work before those in line, oldest first', () => {
  const jobs = [
    job('d', {}, 4),
    job('c', { status: 'running' }, 3),
    job('b', {}, 2),
    job('a', { status: 'storing' }, 1),
  ]
  const [open] = groupJobs(jobs, 'UTC')
  expect(open?.jobs.map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd'])
  expect(placesInLine(jobs, 2)).toEqual(
    new Map([
      ['b', 1],
      ['d', 2],
    ]),
  )
})

test('of a line longer than what is here, the newest stand at its end', () => {
  const jobs = [job('d', {}, 4), job('b', {}, 2)]
  const at = (b: number, d: number) =>
    new Map([
      ['b', b],
      ['d', d],
    ])
  expect(placesInLine(jobs, 9_000)).toEqual(at(8_999, 9_000))
  expect(placesInLine(jobs, 1), 'one was asked for just now').toEqual(at(1, 2))
})

test('days are those of the reader', () => {
  const late = '2026-11-21T23:30:00.000Z'
  expect(dayOf(late, 'UTC')).toBe('2026-11-21')
  expect(dayOf(late, 'Asia/Kathmandu')).toBe('2026-11-22')
})
