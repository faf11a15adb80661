import 'server-only'
import { isIPv4, isIPv6 } from 'node:net'

/** Our own server writes it from the socket and `TRUSTED_PROXIES`, over whatever a caller sent. */
const ADDRESS_HEADER = 'x-loupe-address'

/** The caller's network address; `unknown` counts as one address of all whom nobody can tell apart. */
export const addressOf = (headers: Headers): string => headers.get(ADDRESS_HEADER) ?? 'unknown'

/**
 * What limits count: an IPv4 address, or the /64 of an IPv6 address (one customer holds at least that many, so single
 * addresses would cost an attacker nothing).
 */
export function networkOf(address: string): string {
  const bare = address.split('%')[0] ?? address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  if (mapped && isIPv4(mapped)) return mapped
  if (!isIPv6(bare)) return bare
  const [head = '', tail] = bare.toLowerCase().split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  // A dotted quad at the end stands for two groups.
  const given = left.length + right.length + (bare.includes('.') ? 1 : 0)
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - given)).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
