import { expect, it } from 'vitest'
import { firstWords } from '@/lib/jobs/result-name'

it('a result without a file is called by how its text begins', () => {
  expect(firstWords({ prompt: 'Look closer. Every pixel counts.' })).toBe('Look closer. Every pixel counts')
  expect(firstWords({ text: ' A pale ceramic vase and two pears, late sun from the left ' })).toBe(
    'A pale ceramic vase and two pears, late',
  )
  expect(firstWords({ prompt: '雪里的狐狸。' })).toBe('雪里的狐狸')
  expect(firstWords({ prompt: '!?' })).toBeNull()
  expect(firstWords({ image: 'id' })).toBeNull()
})
