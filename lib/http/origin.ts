import 'server-only'
import { env } from '@/lib/env'

/**
 * Whether a write comes from our own pages. With `APP_URL` set only that origin counts; otherwise the Origin's host
 * must equal the Host that was asked (phones on the same network work). A missing or `null` Origin is refused:
 * a sandboxed frame sends `null`, and every browser sends one on writes.
 */
export function ownOrigin(headers: Headers): boolean {
  const origin = headers.get('origin')
  if (!origin || origin === 'null' || !URL.canParse(origin)) return false
  const { appUrl } = env()
  if (appUrl) return new URL(origin).origin === new URL(appUrl).origin
  return new URL(origin).host === headers.get('host')
}
