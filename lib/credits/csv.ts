import 'server-only'
import type { Db } from '@/db/open'
import { BOM, csvLine } from '@/lib/csv'
import type { Locale } from '@/lib/locale'
import { wordsFor } from '@/lib/words'
import { wallTime } from './month'
import { type MovementView, movementSigns } from './movement-view'
import { movements } from './movements'

/** Rows read at a time: what an export of any length keeps in memory. */
const BATCH = 500

const kinds = {
  grant: 'credits.kinds.grant',
  take: 'credits.kinds.take',
  redeem: 'credits.kinds.redeem',
  hold: 'credits.kinds.hold',
  capture: 'credits.kinds.capture',
  remainder: 'credits.kinds.remainder',
  release: 'credits.kinds.release',
  loss: 'credits.kinds.loss',
} as const satisfies Record<MovementView['kind'], string>

const reasons: Readonly<Record<string, string>> = {
  welcome: 'credits.reasons.welcome',
  invitation: 'credits.reasons.invitation',
  canceled: 'credits.reasons.canceled',
  failed: 'credits.reasons.failed',
}

/**
 * A person's movements as CSV, newest first, read in batches as fast as the reader takes them. The sums of both
 * columns of changes over all time are the balance.
 */
export function movementsCsv(
  db: Db,
  userId: string,
  query: { month?: string | undefined; zone: string },
  locale: Locale,
): ReadableStream<Uint8Array> {
  const say = wordsFor(locale)
  const bytes = new TextEncoder()
  const head = [
    say('credits.csv.number'),
    say('credits.csv.time', { zone: query.zone }),
    say('credits.kind'),
    say('credits.csv.tool'),
    say('credits.csv.model'),
    say('credits.csv.file'),
    say('credits.csv.job'),
    say('credits.csv.reason'),
    say('credits.csv.available'),
    say('credits.csv.held'),
    say('credits.after'),
    say('credits.heldAfter'),
  ]
  const line = (movement: MovementView) => {
    const { id, at, kind, amount, job, reason } = movement
    const [available, held] = movementSigns[kind]
    const word = reason === null || kind === 'redeem' ? undefined : reasons[reason]
    const code = kind === 'redeem' ? say('credits.code', { tail: reason ?? '' }) : null
    // No sign on nothing: -0 and 0 are two texts elsewhere.
    const change = (sign: number) => (sign === 0 ? 0 : sign * amount)
    return csvLine([
      ...[id, wallTime(new Date(at), query.zone), say(kinds[kind])],
      ...[job?.tool ?? null, job?.model ?? null, job?.name ?? null, job?.id ?? null],
      ...[word ? say(word) : (code ?? reason), change(available), change(held)],
      ...[movement.availableAfter, movement.heldAfter],
    ])
  }
  let cursor: number | undefined
  let begun = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!begun) controller.enqueue(bytes.encode(BOM + csvLine(head)))
        begun = true
        const page = await movements(db, userId, { ...query, kind: 'all', cursor, limit: BATCH }, locale)
        if (page.movements.length > 0) controller.enqueue(bytes.encode(page.movements.map(line).join('')))
        if (page.next === null) controller.close()
        else cursor = Number(page.next)
      },
    },
    { highWaterMark: 1 },
  )
}
