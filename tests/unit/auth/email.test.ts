import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emailField, nameField, normalizeEmail } from '@/lib/auth/schema'

describe('an address', () => {
  test.each([
    ['mira@nordlys.example', 'mira@nordlys.example'],
    ['  Mira@Nordlys.Example\t', 'mira@nordlys.example'],
    ['mira+loupe@nordlys.example', 'mira+loupe@nordlys.example'],
    ["o.o'neil@x.example", null],
    ['ｍｉｒａ@nordlys.example', 'mira@nordlys.example'],
    ['mira＠nordlys.example', 'mira@nordlys.example'],
    ['мира@пример.рф', 'мира@пример.рф'],
    ['admin@localhost', 'admin@localhost'],
  ])('%j is %j', (given, kept) => expect(normalizeEmail(given)).toBe(kept))

  test.each([
    '"e@evil.example"@victim.example',
    '"victim@x.example"@evil.example',
    'e@evil.example,victim@x.example',
    'e@evil.example, victim@x.example',
    'e@evil.example;victim@x.example',
    'victim@x.example\u0000@evil.example',
    'victim@x.example\r\nBcc: e@evil.example',
    'victim@x.example\nBcc:e@evil.example',
    'Mira <mira@x.example>',
    '<mira@x.example>',
    'mira@x.example (mira)',
    'mira(comment)@x.example',
    'mira@[127.0.0.1]',
    'e@evil.example＠victim.example',
    'mi ra@x.example',
    'mira@x .example',
    'mira\u200b@x.example',
    'mira\u202e@x.example',
    'mira@-x.example',
    'mira@x..example',
    'mira@.example',
    '.mira@x.example',
    'mira.@x.example',
    'mi..ra@x.example',
    'mira@x.example/../',
    'mira\\@x.example',
    'group:mira@x.example',
    '@x.example',
    'mira@',
    'mira',
    '',
    `${'a'.repeat(65)}@x.example`,
    `mira@${'a.'.repeat(130)}example`,
    'a'.repeat(100_000),
  ])('is not %j', (given) => expect(normalizeEmail(given)).toBeNull())

  test('has one form: normalising again changes nothing, and case is no difference', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.string({ maxLength: 20 }),
        (local, domain) => {
          const once = normalizeEmail(`${local}@${domain}`)
          if (once === null) return
          expect(normalizeEmail(once)).toBe(once)
          expect(once.match(/@/g)).toHaveLength(1)
          expect(once).not.toMatch(/["',;<>()\s\p{C}]/u)
        },
      ),
    )
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(normalizeEmail(address.toUpperCase())).toBe(normalizeEmail(address))
      }),
    )
  })

  test('that is missing is told apart from one that is wrong', () => {
    expect(emailField.safeParse(' ').error?.issues[0]?.message).toBe('required')
    expect(emailField.safeParse('x').error?.issues[0]?.message).toBe('email_invalid')
    for (const given of [null, 5, [], {}, undefined]) expect(emailField.safeParse(given).success).toBe(false)
  })
})

test('a name is one line without control characters', () => {
  expect(nameField.parse('  Mira \t Nordlys ')).toBe('Mira Nordlys')
  for (const given of ['', '   ', 'a\u0000b', 'a\u202eb', 'x'.repeat(81), null, 5]) {
    expect(nameField.safeParse(given).success).toBe(false)
  }
})
