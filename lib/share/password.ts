import 'server-only'
import { fitsHash, withHashSlot } from '@/lib/auth/passwords'
import { limiter, limitKey, limitPoints, seconds } from '@/lib/limit'

export type Try = { kind: 'right' } | { kind: 'wrong' } | { kind: 'slow' /** Seconds. */; retryAfter: number }

const FIRST_WAIT_SECONDS = 15 * 60
/** Whoever waits may be the one that the link was sent to. */
const LONGEST_WAIT_SECONDS = 4 * 3_600

/**
 * Tries a link's password: ten wrong ones, for a link and for an address, then a wait of a quarter of an hour that
 * doubles up to four hours: at most 90 tries a day. Each try is counted before it is compared, inside the hash slot, and
 * a right one is taken back: a thousand at once get no further than ten.
 */
export async function tryPassword(
  share: { id: string; passwordHash: string | null },
  password: string,
  address: string,
): Promise<Try> {
  const keys = [`share:${share.id}`, limitKey(`address:${address}`)]
  const counter = await limiter('share-password')
  return withHashSlot(async () => {
    const counts = await Promise.all(keys.map((key) => counter.penalty(key)))
    const over = counts.filter((count) => count.consumedPoints > limitPoints('share-password'))
    if (over.length > 0) {
      return { kind: 'slow', retryAfter: seconds(Math.max(...over.map((count) => count.msBeforeNext))) }
    }
    if (!(await fitsHash(share.passwordHash, password))) {
      const full = keys.filter((_, at) => counts[at]?.consumedPoints === limitPoints('share-password'))
      await Promise.all(full.map(wait))
      return { kind: 'wrong' }
    }
    await Promise.all(keys.map((key) => counter.reward(key)))
    return { kind: 'right' }
  })
}

/** Blocks a key, each time of a day twice as long. */
async function wait(key: string): Promise<void> {
  const strikes = (await (await limiter('share-password-strikes')).penalty(key)).consumedPoints
  const waits = Math.min(FIRST_WAIT_SECONDS * 2 ** (strikes - 1), LONGEST_WAIT_SECONDS)
  await (await limiter('share-password')).block(key, waits)
}
