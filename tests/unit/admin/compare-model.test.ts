import { describe, expect, test } from 'vitest'
import { compareModel } from '@/lib/admin/compare-model'
import type { Field } from '@/lib/catalog/schema'
import type { WireField } from '@/lib/kie/openapi'

const field = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  type: 'string',
  required: false,
  folded: false,
  ...more,
})
const wire = (name: string, more: Partial<WireField> = {}): WireField => ({ name, required: false, ...more })
const compare = (ours: Field[], theirs: WireField[]) => compareModel({ fields: ours }, theirs)

describe('a document against the catalogue', () => {
  test('says nothing where both are at one, however little it states', () => {
    const ours = [
      field('prompt', { type: 'text', required: true, maxLength: 800 }),
      field('images', { type: 'image[]', maxItems: 4, maxFileBytes: 1 }),
      field('duration', { type: 'numeric', min: 4, max: 8 }),
      field('frames', { type: 'enum', enum: [8, 16] }),
      field('elements', { type: 'objects' }),
      field('on', { type: 'boolean', default: true }),
      field('film', { type: 'video' }),
    ]
    const theirs = [
      wire('prompt', { required: true, type: 'string', maxLength: 800 }),
      wire('images', { type: 'array' }),
      wire('duration', { type: 'string' }),
      wire('frames', { type: 'number', values: [16, 8], min: 8, max: 16 }),
      wire('elements', { type: 'array' }),
      wire('on', { type: 'boolean' }),
      wire('film'),
    ]
    expect(compare(ours, theirs)).toEqual([])
  })

  test('names fields that came and went', () => {
    expect(compare([field('a'), field('b')], [wire('b'), wire('c', { required: true })])).toEqual([
      { kind: 'added', field: 'c', required: true },
      { kind: 'removed', field: 'a' },
    ])
  })

  test('names what is asked for now and what no longer is', () => {
    const ours = [field('a'), field('b', { required: true }), field('c', { requiredWhen: { a: ['x'] } })]
    expect(compare(ours, [wire('a', { required: true }), wire('b'), wire('c', { required: true })])).toEqual([
      { kind: 'required', field: 'a', theirs: true },
      { kind: 'required', field: 'b', theirs: false },
    ])
  })

  test('names another type, and nothing else of that field', () => {
    const ours = [field('n', { type: 'enum', enum: ['5', '10'], required: true })]
    expect(compare(ours, [wire('n', { type: 'number', values: [5, 10] })])).toEqual([
      { kind: 'type', field: 'n', ours: 'string', theirs: 'number' },
    ])
  })

  test('names values that came and went, whatever their order', () => {
    const ours = [field('size', { type: 'enum', enum: ['1K', '2K', '4K'] })]
    expect(compare(ours, [wire('size', { type: 'string', values: ['8K', '2K', '1K'] })])).toEqual([
      { kind: 'values', field: 'size', added: ['8K'], removed: ['4K'] },
    ])
    expect(compare(ours, [wire('size', { values: ['4K', '2K', '1K'] })])).toEqual([])
  })

  test('names limits that differ, and those that the catalogue lacks', () => {
    const ours = [
      field('prompt', { maxLength: 800 }),
      field('images', { type: 'image[]', minItems: 1, maxItems: 4 }),
      field('n', { type: 'number', min: 0 }),
      field('seconds', { type: 'enum', enum: [4, 8] }),
    ]
    const theirs = [
      wire('prompt', { maxLength: 1000 }),
      wire('images', { minItems: 1, maxItems: 8 }),
      wire('n', { min: 0, max: 10 }),
      wire('seconds', { min: 4, max: 12 }),
    ]
    expect(compare(ours, theirs)).toEqual([
      { kind: 'limit', field: 'prompt', limit: 'maxLength', ours: 800, theirs: 1000 },
      { kind: 'limit', field: 'images', limit: 'maxItems', ours: 4, theirs: 8 },
      { kind: 'limit', field: 'n', limit: 'max', ours: null, theirs: 10 },
      { kind: 'limit', field: 'seconds', limit: 'max', ours: 8, theirs: 12 },
    ])
  })

  test('lets lengths of addresses and ids be, and that something asked for is not empty', () => {
    const ours = [
      field('task_id', { type: 'task' }),
      field('film', { type: 'video' }),
      field('films', { type: 'video[]' }),
    ]
    const theirs = [
      wire('task_id', { type: 'string', minLength: 1, maxLength: 100 }),
      wire('film', { maxLength: 2000 }),
      wire('films', { minItems: 1 }),
    ]
    expect(compare(ours, theirs)).toEqual([])
    expect(compare([field('films', { type: 'video[]' })], [wire('films', { minItems: 2 })])).toHaveLength(1)
  })
})
