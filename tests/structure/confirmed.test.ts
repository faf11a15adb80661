import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Writes of admins that need no fresh password, and why. */
const unconfirmed: Record<string, string> = {
  'books/audits': 'asks for a check that changes nothing',
  'grants/csv/check': 'reads a file, and changes nothing',
  'invitations/[id]/revoke': 'ends a link that nobody used',
  'models/check': 'asks for a comparison that changes nothing',
}
const root = join('app', 'api', 'admin')

test('Every write of an admin wants a fresh password, or is listed with the reason why not', () => {
  const writes = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('route.ts'))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split(/(?=export const )/)
        .filter((part) => /^export const (POST|PUT|PATCH|DELETE)\b/.test(part))
        .map((part) => ({
          path: path.replace(/\/route\.ts$/, ''),
          isConfirmed: part.includes('confirmed: true'),
        })),
    )
  expect(writes.length).toBeGreaterThan(10)
  const open = [...new Set(writes.filter((write) => !write.isConfirmed).map((write) => write.path))]
  expect(open.filter((path) => !unconfirmed[path])).toEqual([])
  const stale = Object.keys(unconfirmed).filter((path) => !open.includes(path))
  expect(stale, 'excused, though it wants the password or is not there').toEqual([])
})
