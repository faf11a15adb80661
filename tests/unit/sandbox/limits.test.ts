import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { disc, folder, listener, REMOVE, sandbox, UPSCALE } from './talk'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } })

describe('limits of a model', () => {
  const failMsg = async (run: Awaited<ReturnType<typeof sandbox>>, model: string, bytes: Uint8Array) => {
    const record = await run.ended(await run.task(model, await run.uploaded(bytes)))
    expect(record).toMatchObject({ state: 'fail', failCode: '422', resultJson: '', creditsConsumed: 0 })
    return record.failMsg
  }

  it('end a task as KIE would, and cost nothing', async () => {
    const run = await sandbox()
    const over = Buffer.concat([await plain(300, 300).png().toBuffer(), Buffer.alloc(5 * 1_048_576)])
    expect(await failMsg(run, REMOVE, await plain(255, 400).png().toBuffer())).toContain('256px')
    expect(await failMsg(run, REMOVE, await plain(4097, 300).jpeg().toBuffer())).toContain('4096px')
    expect(await failMsg(run, REMOVE, await plain(4001, 4001).webp().toBuffer())).toContain('16MP')
    expect(await failMsg(run, REMOVE, over)).toContain('5MB')
    expect(await failMsg(run, REMOVE, await plain(300, 300).gif().toBuffer())).toContain('type')
    expect(await failMsg(run, REMOVE, Buffer.from('<svg/>'))).toContain('type')
    const torn = (await plain(300, 300).png().toBuffer()).subarray(0, 20)
    expect(await failMsg(run, REMOVE, torn)).toContain('broken')
    expect(await failMsg(run, UPSCALE, Buffer.concat([over, over]))).toContain('10MB')
    expect((await run.books()).credits).toBe(1000)
  })

  it('take pictures from this machine alone', async () => {
    const run = await sandbox()
    const { url: elsewhere } = await listener(() => 404)
    for (const image of [
      'https://example.com/x.png',
      'http://10.0.0.1/x.png',
      `${run.url}/files/none.png`,
      elsewhere,
    ]) {
      const record = await run.ended(await run.task(REMOVE, image))
      expect(record.failMsg, image).toContain('not accessible')
    }
  })
})

describe('the pace', () => {
  it('is 20 new tasks in ten seconds for each key, a restart included', async () => {
    const dir = folder()
    const run = await sandbox({ dir })
    await run.script([{ on: 'task', times: 100, act: { skipWork: true } }])
    const image = await run.uploaded(await disc())
    const ask = () => run.create({ model: REMOVE, input: { image } })
    const codes = (await Promise.all(Array.from({ length: 25 }, ask))).map(({ code }) => code)
    expect(codes.filter((code) => code === 200)).toHaveLength(20)
    expect(codes.filter((code) => code === 429)).toHaveLength(5)
    const other = await run.json(
      fetch(`${run.url}/api/v1/jobs/createTask`, {
        method: 'POST',
        headers: { ...run.headers, authorization: 'Bearer other-key' },
        body: JSON.stringify({ model: REMOVE, input: { image } }),
      }),
    )
    expect(other.code).toBe(200)
    expect((await run.books()).counters).toEqual({ created: 21, rateLimited: 5, maxPer10s: 20 })
    await run.close()

    const next = await sandbox({ dir })
    expect(next.url, 'the port of last time').toBe(run.url)
    expect((await next.create({ model: REMOVE, input: { image } })).code).toBe(429)
    expect((await next.books()).counters).toEqual({ created: 21, rateLimited: 6, maxPer10s: 20 })
  })

  it('can be lifted for load tests', async () => {
    const run = await sandbox()
    await run.script([{ on: 'task', times: 100, act: { skipWork: true } }], { perTenSeconds: 1000 })
    const image = await run.uploaded(await disc())
    const codes = Array.from(
      { length: 60 },
      async () => (await run.create({ model: REMOVE, input: { image } })).code,
    )
    expect(new Set(await Promise.all(codes))).toEqual(new Set([200]))
    expect((await run.books()).counters).toMatchObject({ created: 60, maxPer10s: 60 })
  })
})
