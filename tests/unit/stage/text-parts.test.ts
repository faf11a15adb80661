import { describe, expect, it } from 'vitest'
import { partsOf, resultOf } from '@/components/stage/text-parts'

describe('a text result', () => {
  it('is read as it is', () => {
    expect(resultOf('Hello\n', 'text/plain')).toEqual({ kind: 'prose', text: 'Hello\n' })
    expect(resultOf('{"a": ', 'application/json')).toEqual({ kind: 'prose', text: '{"a": ' })
  })

  it('of a transcript is its text first, then its parts', () => {
    const json = '{"text":"Good morning","words":[{"text":"Good","start":0.1}]}'
    expect(resultOf(json, 'application/json')).toMatchObject({
      kind: 'structure',
      prose: 'Good morning',
      json: JSON.stringify(JSON.parse(json), null, 2),
    })
    expect(resultOf('{"text": 5}', 'application/json')).toMatchObject({ prose: null })
    expect(resultOf('[1, 2]', 'application/json')).toMatchObject({ prose: null })
  })
})

describe('parts of a structure', () => {
  it('keep their names, and rows of numbers stay rows', () => {
    expect(partsOf({ box: [1, 2, 3, 4], people: [{ id: 'a' }], none: null, ok: true })).toEqual({
      kind: 'record',
      entries: [
        ['box', { kind: 'value', text: '1, 2, 3, 4' }],
        [
          'people',
          {
            kind: 'list',
            entries: [['1', { kind: 'record', entries: [['id', { kind: 'value', text: 'a' }]] }]],
          },
        ],
        ['none', { kind: 'value', text: 'null' }],
        ['ok', { kind: 'value', text: 'true' }],
      ],
    })
  })

  it('end somewhere', () => {
    const deep = Array.from({ length: 30 }).reduce<unknown>((inner) => ({ inner }), 'x')
    expect(JSON.stringify(partsOf(deep)).length).toBeLessThan(1_000)
  })
})
