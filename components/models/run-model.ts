import type { Refused } from '@/components/http/call'
import { newKey } from '@/components/http/new-key'
import { learn, refreshCredits } from '@/components/jobs/live'
import { createSubmitter, postJob, SUBMISSIONS, type Submit } from '@/components/jobs/submit'
import type { JobView } from '@/lib/jobs/schema'

type Input = Record<string, unknown>

/** What came of a run: the jobs that were accepted, and why the others were not. */
export type Ran = { jobs: readonly JobView[]; refused: Refused | null }

/**
 * Runs a model on several inputs, four at once. Until all are accepted each keeps its key: pressed again after an
 * answer got lost or the credits ran out, those that were accepted answer with the job they are already.
 */
export function createModelRunner(post: Submit = postJob, onJob: (job: JobView) => void = learnJob) {
  const submit = createSubmitter(post)
  /** Runs that were not accepted as a whole, by model. */
  const open = new Map<string, { batchId: string; keys: Map<string, string> }>()

  /** `prices`: credits that were shown for each. */
  return async function run(
    model: string,
    inputs: readonly Input[],
    prices: readonly number[] = [],
  ): Promise<Ran> {
    const { batchId, keys } = open.get(model) ?? { batchId: newKey(), keys: new Map<string, string>() }
    open.set(model, { batchId, keys })
    const wanted = keysFor(keys, inputs)
    const jobs: JobView[] = []
    let refused: Refused | null = null
    let next = 0

    async function work() {
      while (next < inputs.length && !refused) {
        const at = next++
        const input = inputs[at] as Input
        const key = wanted[at] as string
        const maxPrice = prices[at]
        const answer = await submit({
          ...{ model, input, key, maxPrice },
          batchId: inputs.length > 1 ? batchId : null,
        })
        if (answer.ok) {
          jobs.push(answer.value.job)
          onJob(answer.value.job)
        } else refused ??= answer
      }
    }

    await Promise.all(Array.from({ length: Math.min(SUBMISSIONS, inputs.length) }, work))
    if (!refused) open.delete(model)
    return { jobs, refused }
  }
}

/** The same key for the same ask; equal inputs are told apart by how many of them there are. */
function keysFor(keys: Map<string, string>, inputs: readonly Input[]): string[] {
  const seen = new Map<string, number>()
  return inputs.map((input) => {
    const ask = JSON.stringify([inputs.length > 1, input])
    const n = (seen.get(ask) ?? 0) + 1
    seen.set(ask, n)
    const name = `${n} ${ask}`
    const key = keys.get(name) ?? newKey()
    keys.set(name, key)
    return key
  })
}

function learnJob(job: JobView) {
  learn(job)
  void refreshCredits()
}

export const runModel = createModelRunner()
