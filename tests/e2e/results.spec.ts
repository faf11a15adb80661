import type { Page } from '@playwright/test'
import type { FileView } from '../../lib/files/schema.ts'
import type { JobView } from '../../lib/jobs/schema.ts'
import { type Client, signedIn } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, expect, test } from './loupe.ts'

// What comes out, of every kind, as its person sees it, hears it, compares it and takes it away.

let ann: Client
test.beforeEach(async ({ loupe, enter, sandbox }) => {
  await sandbox.script([], { minMs: 200 })
  ann = await signedIn(loupe.url, 'ann')
  await enter('ann')
})

async function made(model: string, input: object): Promise<JobView> {
  const { status, text, body } = await ann.call<{ job: JobView }>('POST', '/api/jobs', {
    json: { model, input },
  })
  expect(status, text).toBe(201)
  const job = await ann.follow(body.job.id, 60_000)
  expect(job.status, job.error?.message).toBe('done')
  return job
}

const reread = async (id: string) =>
  (await ann.call<{ job: JobView }>('GET', `/api/jobs/${id}`)).body.job.outputs[0] as FileView

test('a film plays by hand and by keys, and its poster is made once', async ({ page, loupe }) => {
  const picture = await ann.upload(COFFEE)
  const job = await made('kling-2.6/image-to-video', {
    prompt: 'Steam rises',
    image_urls: [picture.id],
    sound: true,
    duration: '5',
  })
  expect(job.outputs[0]).toMatchObject({ kind: 'video', previewUrl: null })
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  const film = page.locator('video')
  const now = () =>
    film.evaluate(({ paused, currentTime, muted, loop }: HTMLVideoElement) => ({
      paused,
      currentTime,
      muted,
      loop,
    }))
  const place = page.getByRole('slider', { name: 'Position' })
  await expect(place).toHaveAttribute('aria-valuetext', '0:00 of 0:05')
  await expectAccessible(page, 'a film')
  const box = await film.boundingBox()

  await page.getByRole('button', { name: 'Play' }).click()
  await expect.poll(async () => (await now()).currentTime).toBeGreaterThan(0.2)
  await page.keyboard.press('Space')
  await expect.poll(async () => (await now()).paused).toBe(true)
  await page.keyboard.press('m')
  await page.keyboard.press('l')
  expect(await now()).toMatchObject({ muted: true, loop: true })
  await expect(page.getByRole('button', { name: 'Mute' })).toHaveAttribute('aria-pressed', 'true')
  await place.focus()
  await page.keyboard.press('End')
  await expect(place).toHaveAttribute('aria-valuetext', '0:05 of 0:05')
  await page.keyboard.press('ArrowLeft')
  await expect(place).toHaveAttribute('aria-valuetext', '0:04 of 0:05')
  expect(await film.boundingBox(), 'nothing jumps').toEqual(box)

  await expect.poll(async () => (await reread(job.id)).previewUrl).not.toBeNull()
  const { placeholder, thumbUrl } = await reread(job.id)
  expect(placeholder).toMatch(/^data:image\//)
  await page.goto(`${loupe.url}/studio`)
  await expect(page.locator(`img[src="${thumbUrl}"]`).first()).toBeVisible()
})

test('a sound is drawn, and played from where one points', async ({ page, loupe }) => {
  const job = await made('elevenlabs/text-to-speech-turbo-2-5', { text: 'Good morning, all of you.' })
  expect(job.outputs[0]).toMatchObject({ kind: 'audio', peaksUrl: null })
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  await expect.poll(async () => (await reread(job.id)).peaksUrl).not.toBeNull()
  const { body } = await ann.call<{ peaks: number[] }>('GET', (await reread(job.id)).peaksUrl ?? '')
  expect(Math.max(...body.peaks)).toBeGreaterThan(0.05)
  const sound = page.locator('audio')
  const at = () => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime)
  const place = page.getByRole('slider', { name: 'Position' })
  const duration = () => sound.evaluate((audio: HTMLAudioElement) => audio.duration)
  await expect.poll(duration).toBeGreaterThan(0)
  const { x = 0, y = 0, width = 0, height = 0 } = (await place.boundingBox()) ?? {}
  await page.mouse.click(x + width / 2, y + height / 2)
  await expect.poll(at).toBeCloseTo((await duration()) / 2, 0)
  await expectAccessible(page, 'a sound')
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Good morning, all of you.')
})

test('several pictures: one after the other, beside each other, all downloaded', async ({ page, loupe }) => {
  const job = await made('grok-imagine/text-to-image', { prompt: 'Two pears on a ledge' })
  const count = job.outputs.length
  expect(count).toBeGreaterThan(2)
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  const picture = (n: number) => page.locator(`.cmp-layer img[src^="${job.outputs[n - 1]?.url}"]`).first()
  const shows = (n: number) => expect(picture(n)).toBeVisible()
  await shows(1)
  // A key that comes before the page is awake is nobody's.
  await expect(async () => {
    await page.getByRole('radio', { name: 'Result 1' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(picture(2)).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expectAccessible(page, 'several pictures')

  await page.getByLabel('Left').selectOption('Result 1')
  await expect(page.getByRole('slider', { name: 'Before and after' })).toBeVisible()
  await page.getByRole('radio', { name: 'Side by side' }).check()
  await shows(1)
  await shows(2)
  await expect(page.locator('.zoom-cell')).toHaveCount(2)
  await expectAccessible(page, 'side by side')

  const names: string[] = []
  page.on('download', (download) => names.push(download.suggestedFilename()))
  await page.getByRole('button', { name: `All ${count}` }).click()
  await expect.poll(() => names.length).toBe(count)
  expect(names.sort()).toEqual(job.outputs.map(({ name }) => name).sort())
})

test('two models on one picture, in step', async ({ page, loupe }) => {
  const picture = await ann.upload(COFFEE)
  await made('topaz/image-upscale', { image_url: picture.id, upscale_factor: '2' })
  const job = await made('recraft/crisp-upscale', { image: picture.id })
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  await page.getByRole('button', { name: 'Compare with…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare with…' })
  await dialog
    .getByRole('button', { name: /Topaz Image Upscale/ })
    .first()
    .click()
  await expect(dialog).toBeHidden()
  await page.getByRole('radio', { name: 'Side by side' }).check()
  await expect(page.locator('.zoom-cell').filter({ hasText: 'Topaz Image Upscale' })).toBeVisible()
  await expect(page.locator('.zoom-cell').filter({ hasText: 'Recraft Crisp Upscale' })).toBeVisible()
  await zoomedAlike(page)
})

async function zoomedAlike(page: Page) {
  await page.getByRole('region', { name: /^Picture\./ }).focus()
  for (const key of ['+', '+', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key)
  const places = await page
    .locator('.cmp')
    .evaluateAll((all) =>
      all.map((one) => ['--s', '--tx', '--ty'].map((name) => getComputedStyle(one).getPropertyValue(name))),
    )
  expect(places).toHaveLength(2)
  expect(places[0]).toEqual(places[1])
  expect(Number(places[0]?.[0])).toBeGreaterThan(0)
}

test('a structured result is read in parts and as it is', async ({ page, loupe }) => {
  const picture = await ann.upload(COFFEE)
  const job = await made('omnihuman-1-5/human-identification', { image_url: picture.id })
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  const table = page.getByRole('region', { name: 'Table' })
  await expect(table.getByText('subject_status')).toBeVisible()
  await page.getByRole('radio', { name: 'JSON' }).check()
  await expect(table.getByText('{ "subject_status": ')).toBeVisible()
  await expectAccessible(page, 'a structured result')
})

test('the same once more, with the price on it', async ({ page, loupe }) => {
  const job = await made('grok-imagine/text-to-image', { prompt: 'A lighthouse' })
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  await page.getByRole('button', { name: /^Run again\s*4$/ }).click()
  await expect(page).not.toHaveURL(new RegExp(job.id))
  await expect(page).toHaveURL(/\/jobs\/\w+/)
  await expect(page.getByText('A lighthouse').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Change and run' })).toHaveAttribute(
    'href',
    /\/models\?model=grok-imagine\/text-to-image&job=\w+/,
  )
})
