import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { newId } from '@/lib/id'
import { sign } from '@/lib/secret'
import { readCookies, secureCookies } from './cookie'

// A browser that has signed in before carries a cookie that says as whom: `device.mac.mac…`, newest first. It opens
// nothing; it gives that browser its own budget of tries, so that a stranger's wrong passwords do not slow it.

const COOKIE = 'loupe.device'
const YEAR_SECONDS = 365 * 86_400
const MOST_ACCOUNTS = 5
const MAC_LENGTH = 24
const FORM = /^[0-9a-z]{26}(\.[\w-]{24}){1,5}$/

const macOf = (device: string, userId: string) =>
  sign('known device', `${device} ${userId}`).slice(0, MAC_LENGTH)

function read(cookieHeader: string | null): { device: string; macs: string[] } | null {
  const value = readCookies(cookieHeader).get(COOKIE)
  if (!value || !FORM.test(value)) return null
  const [device = '', ...macs] = value.split('.')
  return { device, macs }
}

/** The browser's own id when it has signed in as this person before; null otherwise. */
export function knownDevice(cookieHeader: string | null, userId: string): string | null {
  const known = read(cookieHeader)
  if (!known) return null
  const wanted = Buffer.from(macOf(known.device, userId))
  return known.macs.some((mac) => timingSafeEqual(Buffer.from(mac), wanted)) ? known.device : null
}

/** `Set-Cookie` that makes the browser known to this person's account. */
export function deviceCookie(cookieHeader: string | null, userId: string): string {
  const known = read(cookieHeader)
  const device = known?.device ?? newId()
  const mac = macOf(device, userId)
  const macs = [mac, ...(known?.macs ?? []).filter((other) => other !== mac)].slice(0, MOST_ACCOUNTS)
  const value = [device, ...macs].join('.')
  return `${COOKIE}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secureCookies() ? '; Secure' : ''}`
}
