import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildInput } from '@/lib/catalog/build-input'
import { findModel } from '@/lib/catalog/catalog'
import { placed } from '@/lib/catalog/places'
import type { Model } from '@/lib/catalog/schema'
import { Refusal } from '@/lib/refusal'
import { TASK } from '@/tests/support/kie-bodies'
import { kieModel } from '@/tests/support/kie-models'
import { schemaErrors } from '@/tests/support/kie-schema'

type Recording = {
  recording: string
  url: string
  request: { model: string; input: Record<string, unknown> }
}

const recorded: Recording[] = readFileSync('tests/fixtures/kie/recordings.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ url }: Recording) => url.endsWith('/jobs/createTask'))

/** What KIE took in April 2026 and its documents of August 2026 dropped or retyped: what we send in its place. */
const since: Record<string, (input: Record<string, unknown>) => Record<string, unknown>> = {
  'bytedance/seedance-2': without('nsfw_checker'),
  'grok-imagine/image-to-video': without('nsfw_checker'),
  'wan/2-7-image-pro': without('nsfw_checker'),
  // The page: std is 720p, pro is 1080p.
  'kling-3.0/motion-control': (input) => ({ ...input, mode: 'std' }),
  // One address in place of a list with one.
  'qwen2/image-edit': (input) => ({ ...input, image_url: (input.image_url as string[])[0] }),
}
function without(name: string) {
  return (input: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(input).filter(([key]) => key !== name))
}

/** Where KIE got an earlier task's id, a person gives their own job; that job's task id takes its place again. */
function sent(model: Model, input: Record<string, unknown>) {
  const task = model.fields.find(({ name, type }) => type === 'task' && input[name] !== undefined)
  const built = buildInput(model, task ? { ...input, [task.name]: TASK } : input)
  if (built instanceof Refusal) return built
  return placed(
    built.input,
    built.tasks.map(({ path }) => ({ path, value: input[String(path[0])] })),
  )
}

describe('what KIE was really sent', () => {
  it('is all here', () => {
    expect(recorded).toHaveLength(23)
  })

  it.each(recorded)('$recording', ({ request }) => {
    const today = since[request.model]?.(request.input) ?? request.input
    expect(sent(findModel(request.model) as Model, request.input)).toEqual(today)
    expect(schemaErrors(kieModel(request.model), today)).toEqual([])
  })

  it('differs where KIE has changed its mind, and nowhere else', () => {
    const models = new Set(recorded.map(({ request }) => request.model))
    expect(Object.keys(since).filter((id) => !models.has(id))).toEqual([])
  })
})
