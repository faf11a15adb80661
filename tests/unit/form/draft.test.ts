import { expect, test } from 'vitest'
import { type Draft, draftKey, isBlank, readDraft, writeDraft } from '@/components/form/draft'

function shelf() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
    kept,
  }
}
const draft: Draft = {
  variant: 1,
  values: { prompt: 'a vase', image: ['x'] },
  runs: 2,
  media: { x: { fileId: 'f', view: null } },
}

test('comes back as it was kept, for this person and model alone', () => {
  const drawer = shelf()
  expect(writeDraft(draftKey('ann', 'm/1'), draft, () => drawer)).toBe(true)
  expect(readDraft(draftKey('ann', 'm/1'), () => drawer)).toEqual(draft)
  expect(readDraft(draftKey('bob', 'm/1'), () => drawer)).toBeNull()
  expect(readDraft(draftKey('ann', 'm/2'), () => drawer)).toBeNull()
})

test('an empty form leaves nothing behind', () => {
  const drawer = shelf()
  writeDraft('k', draft, () => drawer)
  writeDraft('k', { variant: 0, values: {}, runs: 1, media: {} }, () => drawer)
  expect(drawer.kept.size).toBe(0)
})

test('rows that only wait to be filled in are nothing; one word in them is something', () => {
  const row = (values: Record<string, unknown>) => ({
    variant: 0,
    runs: 1,
    values: { lines: [{ id: 'a', values }] },
  })
  expect(isBlank(row({}))).toBe(true)
  expect(isBlank(row({ text: 'hello' }))).toBe(false)
  expect(isBlank({ variant: 0, runs: 1, values: { tags: ['a'] } })).toBe(false)
})

test.each(['', 'null', '[]', '{"values":1,"media":{}}', '{"values":{}}', '{oops'])(
  'takes %j for no draft',
  (text) => {
    const drawer = shelf()
    drawer.setItem('k', text)
    expect(readDraft('k', () => drawer)).toBeNull()
  },
)

test('does without storage where the browser has none', () => {
  const none = () => {
    throw new Error('SecurityError')
  }
  expect(readDraft('k', none)).toBeNull()
  expect(writeDraft('k', draft, none)).toBe(false)
})
