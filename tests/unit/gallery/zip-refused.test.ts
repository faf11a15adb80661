import { expect, test } from 'vitest'
import { sentenceIn } from '@/components/gallery/zip'

test('why a ZIP was refused is in the answer, unless somebody else gave it', () => {
  const error = { code: 'not_found', message: 'This does not exist.' }
  expect(sentenceIn(JSON.stringify({ error }))).toBe('This does not exist.')
  const fields = { ids: 'Field ’ids’ has the wrong form.' }
  expect(sentenceIn(JSON.stringify({ error: { ...error, fields } }))).toBe(fields.ids)
  expect(sentenceIn('<h1>502 Bad Gateway</h1>')).toBe('')
  expect(sentenceIn('')).toBe('')
})
