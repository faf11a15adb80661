import { expect } from 'vitest'
import { refusalStatus } from '@/lib/refusal'
import { isWrittenIn } from '@/tests/structure/script'
import type { Answer, ErrorBody } from './client'

/**
 * A refusal as design §3 wants it: a 4xx, a code from the closed list with its own status, and a sentence in the
 * caller's language.
 */
export function expectRefusal(
  answer: Answer<unknown>,
  language: 'en' | 'ru' | 'zh',
  what = '',
): ErrorBody['error'] {
  const shown = `${what}: ${answer.status} ${answer.text.slice(0, 300)}`
  expect(answer.status, shown).toBeGreaterThanOrEqual(400)
  expect(answer.status, shown).toBeLessThan(500)
  const { error } = (answer.body ?? {}) as Partial<ErrorBody>
  expect(error, shown).toBeDefined()
  expect(Object.keys(refusalStatus), shown).toContain(error?.code)
  expect(refusalStatus[error?.code as keyof typeof refusalStatus], shown).toBe(answer.status)
  expect(isWrittenIn(language, plain(error?.message ?? '')), shown).toBe(true)
  for (const message of Object.values(error?.fields ?? {}))
    expect(isWrittenIn(language, plain(message)), shown).toBe(true)
  return error as ErrorBody['error']
}

/** The same as a page of ours, for who reads and does not program. */
export function expectRefusalPage(answer: Answer<unknown>, language: 'en' | 'ru' | 'zh', what = ''): void {
  const shown = `${what}: ${answer.status} ${answer.text.slice(0, 300)}`
  expect(answer.status, shown).toBeGreaterThanOrEqual(400)
  expect(answer.status, shown).toBeLessThan(500)
  expect(answer.headers.get('content-type'), shown).toBe('text/html; charset=utf-8')
  expect(answer.text, shown).toContain(`<html lang="${language}"`)
  const heading = /<h1[^>]*>([^<]+)</.exec(answer.text)?.[1]
  expect(heading, shown).toBeDefined()
  expect(isWrittenIn(language, heading ?? ''), heading).toBe(true)
}

/** Quoted names are the caller's own, and braces would be read as gaps. */
const plain = (message: string) => message.replaceAll(/'[^']*'/g, '').replaceAll(/[{}<>]/g, '')
