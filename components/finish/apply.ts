import { type Called, isPassing, send } from '@/components/http/call'
import type { FinishView, Recipe } from '@/lib/finish/schema'

const TRIES = 8
const AGAIN_MS = 3_000
/** The server draws two at once for everybody. */
const AT_ONCE = 2

/** One version of one result; waits and asks again while the server is busy. Asked twice, it is one version. */
async function applyRecipe(
  fileId: string,
  recipe: Recipe,
  signal?: AbortSignal,
): Promise<Called<{ finish: FinishView }>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await call(fileId, recipe, signal)
    if (answer.ok || !isPassing(answer.status) || tries === TRIES || signal?.aborted) return answer
    await new Promise((resolve) => setTimeout(resolve, answer.retryAfterMs ?? AGAIN_MS))
  }
}

const call = (fileId: string, recipe: Recipe, signal?: AbortSignal) =>
  send<{ finish: FinishView }>('POST', `/api/files/${fileId}/finish`, { recipe }, {}, signal ?? null)

export type Applied = { finishes: FinishView[] /** Of the first that failed. */; problem: string | null }

/** The same recipe for many results, two at a time. What is made before a stop or a failure stays. */
export async function applyToAll(
  fileIds: readonly string[],
  recipe: Recipe,
  { signal, onMade }: { signal?: AbortSignal; onMade?: (made: number) => void } = {},
): Promise<Applied> {
  const waiting = [...fileIds]
  const applied: Applied = { finishes: [], problem: null }
  const work = async () => {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      const answer = await applyRecipe(next, recipe, signal)
      if (answer.ok) applied.finishes.push(answer.value.finish)
      else applied.problem ??= answer.message
      onMade?.(applied.finishes.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return applied
}
