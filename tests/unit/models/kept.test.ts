import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Called } from '@/components/http/call'
import { createKept } from '@/components/models/kept'

const no = (status: number): Called<number> => ({
  ok: false,
  status,
  code: '',
  message: '',
  fields: {},
  retryAfterMs: null,
})

let answers: Called<number>[] = []
let asked: string[] = []
const make = () =>
  createKept(async (key: string) => {
    asked.push(key)
    return answers.shift() ?? no(0)
  })

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  asked = []
})
afterEach(() => {
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(0)

test('asks once for many who want it, and again when it is old, showing what is here meanwhile', async () => {
  const kept = make()
  answers = [
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ]
  expect(kept.get('a').status).toBe('loading')
  kept.want('a')
  kept.want('a')
  await settle()
  kept.want('a')
  expect([kept.get('a'), asked.length]).toEqual([{ status: 'ready', value: 1 }, 1])
  await vi.advanceTimersByTimeAsync(61_000)
  kept.want('a')
  expect(kept.get('a')).toEqual({ status: 'ready', value: 1 })
  await settle()
  expect(kept.get('a')).toEqual({ status: 'ready', value: 2 })
})

test('the same answer stays the same object', async () => {
  const kept = make()
  answers = [
    { ok: true, value: 1 },
    { ok: true, value: 1 },
  ]
  kept.want('a')
  await settle()
  const first = kept.get('a')
  kept.again('a')
  await settle()
  expect([kept.get('a') === first, asked.length]).toEqual([true, 2])
})

test('a failure is said where there is nothing, and asked for again by whoever wants it next', async () => {
  const kept = make()
  answers = [no(500), { ok: true, value: 1 }, no(0)]
  kept.want('a')
  await settle()
  expect(kept.get('a').status).toBe('failed')
  kept.want('a')
  await settle()
  expect(kept.get('a')).toEqual({ status: 'ready', value: 1 })
  kept.again('a')
  await settle()
  expect(kept.get('a')).toEqual({ status: 'ready', value: 1 })
})

test('what is not there is gone', async () => {
  const kept = make()
  answers = [no(404)]
  kept.want('a')
  await settle()
  expect(kept.get('a').status).toBe('gone')
})
