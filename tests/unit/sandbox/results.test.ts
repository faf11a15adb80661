import { describe, expect, it } from 'vitest'
import { disc, REMOVE, sandbox, urlsOf } from './talk'

/** A finished task whose own act is `act`, and its record. */
async function finished(act: object) {
  const run = await sandbox()
  const image = await run.uploaded(await disc())
  await run.script([{ on: 'task', act: { skipWork: true, ...act } }])
  const id = await run.task(REMOVE, image)
  return { run, id, record: await run.ended(id) }
}

describe('a task', () => {
  it('fails as told, and costs nothing', async () => {
    const { run, record } = await finished({ fail: { code: '501', msg: 'prohibited content' } })
    expect(record).toMatchObject({
      state: 'fail',
      failCode: '501',
      failMsg: 'prohibited content',
      resultJson: '',
    })
    expect((await run.books()).credits).toBe(1000)
  })

  it('never ends, or goes backwards', async () => {
    const run = await sandbox()
    const image = await run.uploaded(await disc())
    await run.script([
      { on: 'task', act: { skipWork: true, never: true } },
      { on: 'task', act: { skipWork: true, backwards: true, workMs: 300 } },
    ])
    const never = await run.task(REMOVE, image)
    const backwards = await run.task(REMOVE, image)
    const state = async (id: string) => (await run.record(id)).data?.state
    expect([await state(backwards), await state(backwards), await state(backwards)]).toEqual([
      'generating',
      'waiting',
      'generating',
    ])
    await run.ended(backwards)
    expect(await state(backwards)).toBe('generating')
    expect(await state(backwards)).toBe('success')
    expect(await state(never)).toBe('generating')
  })

  it('is unknown for its first moments', async () => {
    const run = await sandbox()
    await run.script([{ on: 'task', act: { skipWork: true, hideMs: 150 } }])
    const id = await run.task(REMOVE, await run.uploaded(await disc()))
    expect(await run.record(id)).toEqual({ code: 422, msg: 'recordInfo is null', data: null })
    expect((await run.ended(id)).state).toBe('success')
  })

  it('has any rubbish for a result', async () => {
    const results = {
      rubbish: '{"resultUrls":["https',
      null: null,
      blank: '',
      empty: '{"resultUrls":[]}',
      none: '{}',
    }
    for (const [result, resultJson] of Object.entries(results)) {
      expect((await finished({ result })).record, result).toMatchObject({ state: 'success', resultJson })
    }
  })

  it('has several results, foreign ones and wrong ones', async () => {
    const several = await finished({ copies: 3, extraUrls: ['https://example.com/extra.png'] })
    const urls = urlsOf(several.record)
    expect(urls).toHaveLength(4)
    expect(urls[3]).toBe('https://example.com/extra.png')
    expect((await fetch(urls[2] ?? '')).status).toBe(200)
    const link = 'http://10.0.0.1/secret.png'
    expect(urlsOf((await finished({ link })).record)).toEqual([link])
  })
})

describe('the link to a result', () => {
  async function download(act: object, init: RequestInit = {}) {
    const { run, record } = await finished({})
    await run.script([{ on: 'download', model: REMOVE, act }])
    return fetch(urlsOf(record)[0] ?? '', init)
  }

  it('is dead, forbidden, redirected or another kind of file', async () => {
    expect((await download({ status: 404 })).status).toBe(404)
    expect((await download({ status: 403 })).status).toBe(403)
    const moved = await download({ redirect: 'http://10.0.0.1/x.png' }, { redirect: 'manual' })
    expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://10.0.0.1/x.png'])
    expect((await download({ html: true })).headers.get('content-type')).toBe('text/html')
    expect((await download({ svg: true })).headers.get('content-type')).toBe('image/svg+xml')
  })

  it('gives corrupt bytes, half of them, or none', async () => {
    const picture = await disc()
    const corrupt = Buffer.from(await (await download({ corrupt: true })).arrayBuffer())
    expect(corrupt.length).toBe(picture.length)
    expect(corrupt.subarray(0, 8)).toEqual(picture.subarray(0, 8))
    expect(corrupt.equals(picture)).toBe(false)
    await expect((await download({ cut: true })).arrayBuffer()).rejects.toThrow()
    await expect(download({ reset: true })).rejects.toThrow()
    await expect(download({ hang: true }, { signal: AbortSignal.timeout(150) })).rejects.toThrow('timeout')
  })

  it('drips, or has no end', async () => {
    const start = performance.now()
    const size = (await disc()).length
    const dripped = await (await download({ drip: size })).arrayBuffer()
    expect(dripped.byteLength).toBe(size)
    expect(performance.now() - start).toBeGreaterThan(700)
    const endless = await download({ huge: true })
    const reader = (endless.body as ReadableStream<Uint8Array>).getReader()
    let seen = 0
    while (seen < 20_000_000) seen += (await reader.read()).value?.length ?? Number.NaN
    await reader.cancel()
    expect(endless.headers.get('content-length')).toBeNull()
  })
})
