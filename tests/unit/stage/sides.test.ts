import { expect, it } from 'vitest'
import { sidesOf } from '@/components/stage/sides'
import { job } from '../studio/jobs'
import { file, film } from './files'

const words = {
  original: 'Original',
  originalOf: (n: number) => `Original ${n}`,
  result: 'Result',
  resultOf: (n: number) => `Result ${n}`,
}

it('names the pictures of a job, what it was given first', () => {
  const one = job('a', { inputs: [film('f'), file('in')], outputs: [file('out')] })
  expect(sidesOf(one, true, words).map(({ file: { id }, label, isCutout }) => [id, label, isCutout])).toEqual(
    [
      ['in', 'Original', false],
      ['out', 'Result', true],
    ],
  )
  const many = job('b', { inputs: [file('x'), file('y')], outputs: [file('p'), film('q'), file('r')] })
  expect(sidesOf(many, false, words).map(({ label }) => label)).toEqual([
    'Original 1',
    'Original 2',
    'Result 1',
    'Result 2',
  ])
})
