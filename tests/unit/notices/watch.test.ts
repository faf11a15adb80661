import { expect, it } from 'vitest'
import { createWatch, type Ended } from '@/components/notices/watch'
import type { JobView } from '@/lib/jobs/schema'

const job = (id: string, status: JobView['status']) => ({ id, status }) as JobView

function watching() {
  const heard: Ended[] = []
  return { heard, watch: createWatch((ended) => heard.push(ended)) }
}

it('tells once, when the last of a set has ended', () => {
  const { heard, watch } = watching()
  watch([job('a', 'queued'), job('b', 'running')])
  watch([job('a', 'done'), job('b', 'storing')])
  expect(heard).toEqual([])
  watch([job('a', 'done'), job('b', 'failed')])
  watch([job('a', 'done'), job('b', 'failed')])
  expect(heard).toEqual([{ done: 1, failed: 1 }])
  watch([job('c', 'queued'), job('a', 'done')])
  watch([job('c', 'done'), job('a', 'done')])
  expect(heard.at(1)).toEqual({ done: 1, failed: 0 })
})

it('says nothing of what had ended before, nor of what was only canceled', () => {
  const { heard, watch } = watching()
  watch([job('a', 'done'), job('b', 'failed')])
  watch([job('c', 'queued')])
  watch([job('c', 'canceled')])
  expect(heard).toEqual([])
})
