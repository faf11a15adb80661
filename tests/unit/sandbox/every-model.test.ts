import sharp from 'sharp'
import { expect, it } from 'vitest'
import { findModel, models } from '@/lib/catalog/catalog'
import { mediaType } from '@/lib/sandbox/media-type'
import { type Addresses, addresses, exampleOf, lookAt } from './media'
import { sandbox } from './talk'

type Result = {
  resultUrls?: string[]
  resultWaterMarkUrls?: string[]
  resultObject?: Record<string, unknown>
}

type Run = Awaited<ReturnType<typeof sandbox>>

const AT_ONCE = 4

it('every model ends with a file of its kind, at its price', { timeout: 240_000 }, async () => {
  const run = await sandbox({ minMs: 0 })
  await run.script([], { perTenSeconds: 10_000 })
  const own = await addresses(run)
  const times: Record<string, number[]> = {}
  const wrong: string[] = []
  const left = models.filter(({ provider }) => provider === 'kie').map(({ id }) => id)
  expect(left).toHaveLength(148)
  const take = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const { kind, ms } = await check(run, own, id).catch((error: Error) => {
        wrong.push(error.message)
        return { kind: 'wrong', ms: 0 }
      })
      times[kind] = [...(times[kind] ?? []), ms]
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take))
  expect(wrong).toEqual([])
  for (const [kind, all] of Object.entries(times)) {
    const sorted = all.sort((a, b) => a - b)
    console.log(`${kind}: ${all.length}, median ${sorted[all.length >> 1]} ms, most ${sorted.at(-1)} ms`)
  }
})

async function check(run: Run, own: Addresses, id: string) {
  const input = await exampleOf(id, own)
  const created = await run.create({ model: id, input })
  expect(created, `${id} ${JSON.stringify(input).slice(0, 500)}`).toMatchObject({ code: 200 })
  const record = await run.ended(String(created.data?.taskId), 120_000)
  expect(record.state, `${id}: ${record.failMsg}`).toBe('success')
  expect(Number(record.creditsConsumed), id).toBeGreaterThan(0)
  const result = JSON.parse(String(record.resultJson)) as Result
  const kind = findModel(id)?.output ?? 'text'
  const ms = Number(record.completeTime) - Number(record.createTime)
  if (kind === 'text') {
    expect(Object.keys(result.resultObject ?? {}), id).not.toHaveLength(0)
    return { kind, ms }
  }
  const urls = result.resultUrls ?? (result.resultObject?.mask_urls as string[])
  expect(urls.length, id).toBeGreaterThan(0)
  for (const url of [...urls, ...(result.resultWaterMarkUrls ?? [])]) {
    const answer = await fetch(url)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(mediaType(bytes).type, id).toBe(answer.headers.get('content-type'))
    expect(mediaType(bytes).type.split('/')[0], id).toBe(kind)
    await checkFile(id, kind, bytes)
  }
  return { kind, ms }
}

async function checkFile(id: string, output: string, bytes: Buffer) {
  if (output === 'image') {
    const { width, height } = await sharp(bytes, { failOn: 'error' }).metadata()
    expect(Math.min(width, height), id).toBeGreaterThanOrEqual(128)
    await sharp(bytes, { failOn: 'error' }).stats()
    return
  }
  const seen = await lookAt(bytes)
  expect(seen.seconds, id).toBeGreaterThan(0.4)
  expect(seen.seconds, id).toBeLessThan(61)
  expect(bytes.length, id).toBeGreaterThan(2_000)
  if (output === 'video') expect(Math.min(seen.width ?? 0, seen.height ?? 0), id).toBeGreaterThanOrEqual(240)
}
