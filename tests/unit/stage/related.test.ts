import { describe, expect, it } from 'vitest'
import { relatedJobs, relationOf } from '@/components/stage/related'
import { job } from '../studio/jobs'
import { file, film } from './files'

const cup = file('cup', { name: 'cup.jpg', bytes: 4_321 })
const cut = job('cut', { status: 'done', inputs: [cup], outputs: [file('cut-out')] })

describe('results worth a look beside each other', () => {
  it('came of one picture, also when it was uploaded twice', () => {
    const large = job('large', { status: 'done', model: 'a', inputs: [cup], outputs: [file('large')] })
    const again = { ...large, id: 'again', inputs: [{ ...cup, id: 'cup-2' }] }
    expect(relationOf(cut, large)).toBe('picture')
    expect(relationOf(cut, again)).toBe('picture')
    expect(relationOf(cut, { ...large, inputs: [file('jug')] })).toBeNull()
  })

  it('or one came of the other', () => {
    const next = job('next', { status: 'done', model: 'b', inputs: cut.outputs, outputs: [file('next')] })
    expect(relationOf(cut, next)).toBe('picture')
    expect(relationOf(next, cut)).toBe('picture')
  })

  it('or are of one model; only pictures, and only what is done', () => {
    const other = job('other', { status: 'done', inputs: [file('jug')], outputs: [file('jug-cut')] })
    expect(relationOf(cut, other)).toBe('model')
    expect(relationOf(cut, { ...other, status: 'failed' })).toBeNull()
    expect(relationOf(cut, { ...other, outputs: [film('a')] })).toBeNull()
    expect(relationOf(cut, cut)).toBeNull()
    expect(relatedJobs(cut, [cut, other])).toEqual({ picture: [], model: [other] })
  })

  it('come in the order of likeness, else as they were listed', () => {
    const made = (id: string, width: number) =>
      job(id, { status: 'done', model: id, inputs: [cup], outputs: [file(`${id}-out`, { width })] })
    const listed = [made('wide', 1_600), made('one', 800), made('tall', 300), made('two', 800)]
    expect(relatedJobs(cut, listed).picture.map(({ id }) => id)).toEqual(['one', 'two', 'wide', 'tall'])
  })

  it('are not related by the same sound or film', () => {
    const voice = film('voice')
    const one = job('one', { status: 'done', model: 'a', inputs: [voice], outputs: [file('x')] })
    expect(relationOf(one, { ...one, id: 'two', model: 'b', outputs: [file('y')] })).toBeNull()
  })
})
