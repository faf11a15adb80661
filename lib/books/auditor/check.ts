import 'server-only'
import type { Db } from '@/db/open'
import { jobs } from './jobs'
import type { Finding, Look, Part } from './part'
import { people } from './people'
import { rows } from './rows'
import { days, totals } from './totals'

/** The whole of the books, in the order in which it is looked through. */
const parts = { people, jobs, rows, totals, days } as const satisfies Record<string, Part>
export type PartName = keyof typeof parts

const order = Object.keys(parts) as PartName[]
const isPart = (name: string): name is PartName => name in parts

export type Step = Look & { part: PartName }

/**
 * Looks through all books, piece by piece, from a place where an earlier run stopped or from the beginning. Every
 * piece is judged by itself, so that people may go on meanwhile: what is committed is always in order.
 */
export async function* checkFrom(db: Db, place: { part: string; upTo: string }): AsyncGenerator<Step> {
  const first = isPart(place.part) ? order.indexOf(place.part) : 0
  for (const part of order.slice(first)) {
    let upTo = part === place.part ? place.upTo : ''
    for (;;) {
      const look = await parts[part](db, upTo)
      if (!look) break
      yield { part, ...look }
      upTo = look.upTo
    }
  }
}

/** All that is wrong with the books; nothing when they add up. */
export async function checkBooks(db: Db): Promise<Finding[]> {
  const found: Finding[] = []
  for await (const step of checkFrom(db, { part: 'people', upTo: '' })) found.push(...step.findings)
  return found
}
