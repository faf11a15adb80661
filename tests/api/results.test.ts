import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FinishView, Recipe } from '@/lib/finish/schema'
import { type App, startApp } from '@/tests/support/app'
import { type Answer, Client, COFFEE, type ErrorBody, signedIn } from '@/tests/support/client'
import { photo } from '@/tests/support/pictures'
import { expectRefusal } from '@/tests/support/refusals'
import { type Sandbox, startSandboxProcess } from '@/tests/support/sandbox'
import { CANARY, planted, wordsIn } from '../unit/files/canaries'
import { asItIs } from '../unit/finish/recipe'

// What an upstream's bytes may carry, and what comes out where a result is finished or shared.

let app: App
let sandbox: Sandbox
let ann: Client
let ben: Client
let result: string
beforeAll(async () => {
  sandbox = await startSandboxProcess()
  app = await startApp({ env: sandbox.env })
  ;[ann, ben] = await Promise.all([signedIn(app.url, 'ann'), signedIn(app.url, 'ben')])
  result = (await resultOf(await planted(sharp(await photo(120, 80)), 'png'))).id
})
afterAll(async () => {
  await app.close()
  await sandbox.close()
})

/** A result of ann's whose bytes are these. */
async function resultOf(bytes: Buffer) {
  const sent = await fetch(`${sandbox.url}/api/file-base64-upload`, {
    method: 'POST',
    headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
    body: JSON.stringify({ base64Data: bytes.toString('base64'), uploadPath: 'hostile' }),
  })
  const { data } = (await sent.json()) as { data: { downloadUrl: string } }
  await sandbox.script([{ on: 'task', times: 1, act: { link: data.downloadUrl, skipWork: true } }])
  const { id } = await ann.upload(COFFEE)
  const { status, outputs } = await ann.follow((await ann.submit(id)).id)
  if (status !== 'done' || !outputs[0]) throw new Error(`the job is ${status}`)
  return outputs[0]
}

const finish = (who: Client, id: string, json: unknown) =>
  who.call<{ finish: FinishView } & ErrorBody>('POST', `/api/files/${id}/finish`, { json })
const finishes = (who: Client, id: string) =>
  who.call<{ finishes: FinishView[] }>('GET', `/api/files/${id}/finish`)
const fieldsOf = (answer: Answer<unknown>) =>
  Object.keys(expectRefusal(answer as Answer<ErrorBody>, 'en').fields ?? {})
const bytesAt = async (path: string, who = new Client(app.url)) => {
  const answer = await who.fetch('GET', path)
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

describe('a finished picture', () => {
  const recipe: Recipe = { ...asItIs, background: { kind: 'colour', colour: '#336699' }, margin: 5 }

  test('is made once of one recipe, also when it is asked for four times at once, and listed', async () => {
    const before = await ann.credits()
    const answers = await Promise.all([1, 2, 3, 4].map(() => finish(ann, result, { recipe })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    expect(new Set(answers.map(({ body }) => body.finish.file.id)).size).toBe(1)
    const { finishes: made } = (await finishes(ann, result)).body
    expect(made).toEqual([answers[0]?.body.finish])
    expect(made[0]).toMatchObject({ of: result, recipe })
    const { bytes } = await bytesAt(made[0]?.file.url ?? '', ann)
    expect(wordsIn(bytes)).toEqual([])
    expect(await ann.credits()).toEqual(before)
  })

  test.for([
    [{}, 'recipe'],
    [{ recipe: { ...recipe, quality: 101 } }, 'recipe.quality'],
    [{ recipe: { ...recipe, margin: 0.3 } }, 'recipe.margin'],
    [{ recipe: { ...recipe, format: 'gif' } }, 'recipe.format'],
    [{ recipe: { ...recipe, size: { width: 1e6, height: 100 } } }, 'recipe.size.width'],
    [{ recipe: { ...recipe, background: { kind: 'colour', colour: 'url(x)' } } }, 'recipe.background.colour'],
    [{ recipe: { ...recipe, path: '/etc/passwd' } }, 'recipe.path'],
  ] as const)('is refused of %j', async ([json, field]) => {
    expect(fieldsOf(await finish(ann, result, json))).toEqual([field])
  })

  test('is made of own results alone, before own pictures alone', async () => {
    const upload = await ann.upload(COFFEE)
    const theirs = await ben.upload(COFFEE)
    for (const [who, id] of [
      [ben, result],
      [ann, upload.id],
      [ann, '0'.repeat(26)],
    ] as const)
      expect((await finish(who, id, { recipe })).status).toBe(404)
    expect((await finishes(ben, result)).status).toBe(404)
    const behind = { ...recipe, background: { kind: 'picture', fileId: theirs.id } }
    expect(fieldsOf(await finish(ann, result, { recipe: behind }))).toEqual(['recipe.background.fileId'])
    expect((await finishes(ann, result)).body.finishes).toHaveLength(1)
  })
})

describe('a shared result', () => {
  /** All that a link that allows everything gives of one result, by its part's name. */
  async function shared(id: string, parts: string[]) {
    const { body } = await ann.call<{ share: { path: string } }>('POST', '/api/shares', {
      json: { items: [id], allowsDownload: true, showsOriginal: true },
    })
    const page = await bytesAt(body.share.path)
    const key = /\/f\/([\w-]+)\//.exec(page.bytes.toString())?.[1]
    return Promise.all(
      parts.map(async (part) => ({ part, ...(await bytesAt(`${body.share.path}/f/${key}/${part}`)) })),
    )
  }

  function expectHarmless({ answer }: { answer: Response }, type: RegExp) {
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(type)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  }

  test.for(['jpeg', 'png', 'webp'] as const)('carries nothing that was hidden in a %s', async (format) => {
    const bytes = await planted(sharp(await photo(90, 60)), format)
    expect(bytes.includes(CANARY)).toBe(true)
    const { id } = await resultOf(bytes)
    for (const got of await shared(id, ['view', 'thumb', 'before', 'full'])) {
      expectHarmless(got, /^image\/(webp|png|jpeg)$/)
      expect(wordsIn(got.bytes), got.part).toEqual([])
    }
  })

  test('opened by itself is a picture, not the page or archive that its bytes are as well', async () => {
    const picture = await photo(90, 60)
    const page = Buffer.from(`<!doctype html><html><script>alert('${CANARY}')</script></html>`)
    const archive = Buffer.from(`PK\x03\x04${CANARY}PK\x05\x06${'\0'.repeat(18)}`, 'latin1')
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, page.length + 2]), page])
    const polyglots = {
      'a page in a comment': Buffer.concat([picture.subarray(0, 2), comment, picture.subarray(2)]),
      'a page at the end': Buffer.concat([await photo(90, 60, 'png'), page]),
      'an archive at the end': Buffer.concat([picture, archive]),
    }
    for (const [name, bytes] of Object.entries(polyglots)) {
      const { id } = await resultOf(bytes)
      for (const got of await shared(id, ['view', 'full'])) {
        expectHarmless(got, /^image\/(webp|png|jpeg)$/)
        expect(wordsIn(got.bytes), `${name}: ${got.part}`).toEqual([])
        expect(got.bytes.includes('<script>') || got.bytes.includes('PK\x05\x06'), name).toBe(false)
      }
      // Its owner is served the bytes as they came, which no browser would run either.
      expectHarmless(await bytesAt(`/api/files/${id}`, ann), /^image\/(png|jpeg)$/)
    }
  })

  test('of a film keeps its picture and loses the page in it', async () => {
    const words = Buffer.from(`<script>${CANARY}</script>`)
    const free = Buffer.alloc(8)
    free.writeUInt32BE(8 + words.length)
    free.write('free', 4)
    const film = readFileSync('tests/fixtures/media/film.mp4')
    const { id } = await resultOf(Buffer.concat([film, free, words]))
    for (const got of await shared(id, ['media', 'full'])) {
      expectHarmless(got, /^video\/mp4$/)
      expect(got.bytes.length).toBe(film.length + free.length + words.length)
      expect(got.bytes.includes(CANARY), got.part).toBe(false)
    }
  })
})
