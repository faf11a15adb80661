import { describe, expect, test } from 'vitest'
import { nextPath } from '@/lib/auth/next-path'

describe('the way back after signing in', () => {
  test.each([
    '/studio',
    '/jobs/abc?zoom=2#after',
    '/gallery?q=a%20b',
    '/credits?next=https://evil.example',
    '/%2F%2Fevil.example',
    '/картинка',
  ])('%j is ours', (path) =>
    expect(nextPath(path)).toBe(new URL(path, 'http://x').href.slice('http://x'.length)),
  )

  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/x\\..\\..\\evil.example',
    'https://evil.example',
    'https:evil.example',
    'http:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '@evil.example',
    ' /studio',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    '/\u0000/evil.example',
    '/sign-in',
    '/sign-in?next=/sign-in',
    '/api/auth/signout',
    '',
    `/${'x'.repeat(600)}`,
    undefined,
    null,
    5,
    ['/a', '/b'],
    {},
  ])('%j is not', (path) => expect(nextPath(path)).toBe('/studio'))
})
