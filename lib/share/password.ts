import 'server-only'
import { fitsHash, withHashSlot } from '@/lib/auth/passwords'
import { limiter, limitKey, limitPoints, seconds } from '@/lib/limit'

export type Try = { kind: 'right' } | { kind: 'wrong' } | { kind: 'slow' /** Seconds. */; retryAfter: number }

/**
 * Tries a link's password: ten wrong ones in 15 minutes, for a link and for an address. Each try is counted before it
 * is compared, inside the hash slot, and a right one is taken back: a thousand at once get no further than ten.
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
    if (!(await fitsHash(share.passwordHash, password))) return { kind: 'wrong' }
    await Promise.all(keys.map((key) => counter.reward(key)))
    return { kind: 'right' }
  })
}
