import { beforeAll, expect, test } from 'vitest'
import { consume, type LimitName } from '@/lib/limit'
import { testDatabase } from '@/tests/support/database'

beforeAll(testDatabase)

async function allowed(name: LimitName, tries: number, keys: (i: number) => string[]) {
  const answers = await Promise.all(Array.from({ length: tries }, (_, i) => consume(name, keys(i))))
  return answers.filter((answer) => answer.ok).length
}

test('a stored limit holds when its tries come all at once', async () => {
  expect(await allowed('share-password', 40, () => ['share:1'])).toBe(10)
  const after = await consume('share-password', ['share:1'])
  expect(after).toMatchObject({ ok: false, retryAfter: expect.any(Number) })
  expect(await consume('share-password', ['share:2'])).toEqual({ ok: true })
})

test('any one full key refuses, and IPv6 counts by /64', async () => {
  const from = (i: number) => [`user:${i}`, `address:2001:db8::${i.toString(16)}`]
  expect(await allowed('sign-up', 70, from)).toBe(60)
  expect(await consume('sign-up', ['user:99', 'address:2001:db8:0:1::1'])).toEqual({ ok: true })
})

test('jobs and uploads are counted in memory, per person and per address', async () => {
  expect(await allowed('jobs', 1_300, () => ['user:a', 'address:203.0.113.1'])).toBe(1_200)
  expect(await allowed('uploads', 700, (i) => [`user:${i}`, 'address:203.0.113.2'])).toBe(600)
})
