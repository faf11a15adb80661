import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Kie } from '@/lib/kie/types'
import { KEY, kieThat } from './support'

type Recording = {
  recording: string
  method: string
  url: string
  request: Record<string, unknown> | null
  status: number
  response: { code: number; data: Record<string, unknown> | number | null }
}

const recordings: Recording[] = readFileSync(
  new URL('../../fixtures/kie/recordings.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

/** Makes the call that a recording answers. */
function call(kie: Kie, { url, request }: Recording): Promise<{ kind: string }> {
  const { pathname, searchParams } = new URL(url)
  const target = { name: 'a.png', path: 'images' }
  switch (pathname) {
    case '/api/v1/jobs/createTask':
      return kie.createTask(request as { model: string; input: Record<string, unknown> })
    case '/api/v1/jobs/recordInfo':
      return kie.recordInfo(searchParams.get('taskId') ?? '')
    case '/api/v1/chat/credit':
      return kie.credit()
    case '/api/v1/common/download-url':
      return kie.downloadUrl(String(request?.url))
    case '/api/file-stream-upload':
      return kie.uploadStream({ ...target, bytes: Buffer.from('x'), mime: 'image/png' })
    case '/api/file-base64-upload':
      return kie.uploadBase64({ ...target, base64: 'eA==' })
    default:
      throw new Error(`no call for ${url}`)
  }
}

/** What the recording says, read by plain eyes. */
function expected({ url, response: { data } }: Recording): object {
  if (typeof data === 'number') return { kind: 'balance', thousandths: Math.round(data * 1000) }
  if (data === null)
    return { kind: 'refused', reason: 'invalid', code: 422, message: 'url is wrong', retryAfterMs: null }
  if (url.includes('upload')) return { kind: 'uploaded', url: data.downloadUrl }
  if (url.endsWith('createTask')) return { kind: 'accepted', taskId: data.taskId }
  const about = { model: data.model, param: { model: data.model } }
  if (data.state !== 'success') return { kind: 'running', stage: data.state, ...about }
  return {
    kind: 'success',
    urls: JSON.parse(String(data.resultJson)).resultUrls,
    texts: [],
    creditsConsumed: null,
    costMs: Number(data.costTime) * 1000,
    ...about,
  }
}

describe('every recorded answer of KIE', () => {
  it('is here', () => {
    expect(recordings).toHaveLength(87)
  })

  it.each(recordings.map((one, line) => ({ name: `${line + 1} ${one.recording}`, one })))(
    'comes out as what it is: $name',
    async ({ one }) => {
      const { kie, seen } = await kieThat((response) => {
        response.writeHead(one.status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(one.response))
      })
      expect(await call(kie, one)).toEqual(expected(one))

      const { pathname, search } = new URL(one.url)
      expect(seen).toHaveLength(1)
      expect(seen[0]).toMatchObject({ method: one.method, url: pathname + search })
      expect(seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
      if (pathname.endsWith('createTask')) expect(JSON.parse(seen[0]?.body ?? '')).toEqual(one.request)
    },
  )

  it('covers every kind that was recorded', () => {
    const counts: Record<string, number> = {}
    for (const one of recordings) {
      const { kind, stage } = expected(one) as { kind: string; stage?: string }
      counts[stage ?? kind] = (counts[stage ?? kind] ?? 0) + 1
    }
    expect(counts).toEqual({
      uploaded: 23,
      accepted: 23,
      waiting: 18,
      generating: 2,
      success: 16,
      balance: 4,
      refused: 1,
    })
  })
})
