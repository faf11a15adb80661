import { expect, test } from 'vitest'
import { type LimitField, limitFields, noLimits, readChanges } from '@/components/limits/limits-text'

const typed = { credits: '12.5', jobs: '3', models: ['z-image'] }
const sent = (...changed: LimitField[]) => readChanges(new Set(changed), 'a-group', typed)

test('What was not changed is not sent', () => {
  expect(sent()).toEqual({})
  expect(sent('group')).toEqual({ group: 'a-group' })
  expect(sent('credits')).toEqual({ limits: { creditsADay: 12.5 } })
  expect(sent('jobs', 'group')).toEqual({ group: 'a-group', limits: { jobsAtOnce: 3 } })
  expect(sent('models')).toEqual({ limits: { models: ['z-image'] } })
  expect(sent(...limitFields)).toEqual({
    group: 'a-group',
    limits: { creditsADay: 12.5, jobsAtOnce: 3, models: ['z-image'] },
  })
})

test('A changed field that is empty takes the limit away, and so is sent', () => {
  expect(readChanges(new Set(['credits', 'group']), null, noLimits)).toEqual({
    group: null,
    limits: { creditsADay: null },
  })
  expect(readChanges(new Set(['jobs', 'models']), null, noLimits)).toEqual({
    limits: { jobsAtOnce: null, models: null },
  })
})

test('Only a changed field can be wrong', () => {
  const wrong = { credits: '-1', jobs: '1.5', models: [] }
  expect(readChanges(new Set(['group']), null, wrong)).toEqual({ group: null })
  expect(readChanges(new Set(['credits']), null, wrong)).toBe('credits')
  expect(readChanges(new Set(['jobs']), null, wrong)).toBe('jobs')
  expect(readChanges(new Set(['models']), null, wrong)).toBe('models')
})
