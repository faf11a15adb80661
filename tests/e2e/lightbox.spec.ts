import type { Page } from '@playwright/test'
import type { JobView } from '../../lib/jobs/schema.ts'
import { type Client, signedIn, UPSCALE } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, expect, test } from './loupe.ts'

// A result on the whole screen: what its keys do, what Back does, and how it shows what is no picture.

let ann: Client
test.beforeEach(async ({ loupe, enter, sandbox }) => {
  await sandbox.script([], { minMs: 200 })
  ann = await signedIn(loupe.url, 'ann')
  await enter('ann')
})

async function made(model: string, input: object): Promise<string> {
  const { status, text, body } = await ann.call<{ job: JobView }>('POST', '/api/jobs', {
    json: { model, input },
  })
  expect(status, text).toBe(201)
  const job = await ann.follow(body.job.id, 60_000)
  expect(job.status, job.error?.message).toBe('done')
  return job.outputs[0]?.id ?? ''
}
const picture = async () => made('recraft/remove-background', { image: (await ann.upload(COFFEE)).id })

const tile = (page: Page, id: string) => page.locator(`[data-result="${id}"]`)
const lightbox = (page: Page) => page.getByRole('dialog')
const stage = (page: Page) => lightbox(page).locator('.zoom-stage')
const entries = (page: Page) => page.evaluate(() => window.history.length)
const isFull = (page: Page) => page.evaluate(() => document.fullscreenElement !== null)

test('Back closes a result that is looked at, and the filter underneath stays', async ({ page, loupe }) => {
  const earlier = await picture()
  const later = await picture()
  await page.goto(`${loupe.url}/gallery`)
  await page.getByRole('textbox', { name: 'File name or prompt' }).fill('coffee')
  await expect(page).toHaveURL(/\?q=coffee$/)
  const before = await entries(page)

  await tile(page, later).click()
  await expect(stage(page)).toBeVisible()
  await page.keyboard.press('PageDown')
  await expect(page.getByRole('dialog').locator(`img[src*="${earlier}"]`).first()).toBeVisible()
  expect(await entries(page), 'one entry, also after a walk').toBe(before + 1)
  await page.goBack()
  await expect(lightbox(page)).toHaveCount(0)
  await expect(tile(page, earlier)).toBeFocused()
  await expect(page).toHaveURL(/\?q=coffee$/)

  await page.goForward()
  await expect(stage(page)).toBeVisible()
  await page.reload()
  await expect(stage(page)).toBeVisible()
  await lightbox(page).getByRole('button', { name: 'Close' }).click()
  await expect(lightbox(page)).toHaveCount(0)
  await expect(page).toHaveURL(/\?q=coffee$/)
  await page.goBack()
  await expect(page, 'no entry that shows nothing').toHaveURL(/\/gallery$/)
})

test('words typed just before a result is opened stay when it is closed', async ({ page, loupe }) => {
  const id = await picture()
  await page.goto(`${loupe.url}/gallery`)
  await expect(tile(page, id)).toBeVisible()
  await page.getByRole('textbox', { name: 'File name or prompt' }).fill('coffee')
  await tile(page, id).dispatchEvent('click')
  await expect(page).toHaveURL(/\?q=coffee$/)
  await expect(stage(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(lightbox(page)).toHaveCount(0)
  await expect(page).toHaveURL(/\?q=coffee$/)
})

test('an entry whose result is gone is left by itself', async ({ page, loupe, picturesHere }) => {
  const id = await picture()
  await picture()
  await page.goto(`${loupe.url}/gallery?q=coffee`)
  await tile(page, id).click()
  await expect(stage(page)).toBeVisible()
  await picturesHere()
  await ann.call('POST', '/api/gallery/trash', { json: { ids: [id] } })
  await page.reload()
  await expect(page.locator('[data-result]').first()).toBeVisible()
  await expect.poll(() => page.evaluate(() => window.history.state?.opened ?? null)).toBeNull()
  await expect(lightbox(page)).toHaveCount(0)
  await expect(page).toHaveURL(/\?q=coffee$/)
})

test('F fills the screen and leaves it; what is opened then can be seen', async ({ page, loupe }) => {
  const id = await picture()
  await page.goto(`${loupe.url}/gallery`)
  await tile(page, id).click()
  await expect(stage(page)).toBeVisible()
  await page.keyboard.press('f')
  await expect.poll(() => isFull(page)).toBe(true)
  await page.keyboard.press('f')
  await expect.poll(() => isFull(page)).toBe(false)

  for (const open of [
    () => page.getByRole('button', { name: 'Compare with…' }).click(),
    () => page.keyboard.press('?'),
  ]) {
    await page.keyboard.press('f')
    await expect.poll(() => isFull(page)).toBe(true)
    await open()
    const over = page.getByRole('dialog').filter({ hasNot: page.locator('.zoom-stage') })
    await expect(over).toBeFocused()
    await expect.poll(() => isFull(page), 'a dialog lies under what fills the screen').toBe(false)
    await page.keyboard.press('f')
    expect(await isFull(page), 'the dialog has the keys').toBe(false)
    await page.keyboard.press('Escape')
    await expect(over).toHaveCount(0)
    await expect(stage(page)).toBeVisible()
  }
})

test('Alt and an arrow are the browser’s, but on a board', async ({ page, loupe }) => {
  const earlier = await picture()
  const later = await picture()
  await page.goto(`${loupe.url}/gallery`)
  await expect(tile(page, later)).toBeVisible()
  /** An ear behind all others of now. What the browser would do with the key is no part of the test. */
  const listen = () =>
    page.evaluate(() => {
      window.onkeydown = null
      window.onkeydown = (event) => {
        document.body.dataset.kept = String(event.defaultPrevented)
        event.preventDefault()
      }
    })
  /** Whether the page took the key. */
  const keeps = async (key: string) => {
    await page.keyboard.press(key)
    return page.evaluate(() => document.body.dataset.kept)
  }
  await listen()
  await tile(page, later).focus()
  for (const key of ['Alt+ArrowLeft', 'Meta+ArrowLeft', 'Alt+ArrowRight']) {
    expect(await keeps(key), key).toBe('false')
    await expect(tile(page, later)).toBeFocused()
  }
  await tile(page, earlier).click()
  await expect(stage(page)).toBeVisible()
  await listen()
  expect(await keeps('Alt+ArrowLeft')).toBe('false')
  expect(await keeps('ArrowLeft')).toBe('true')
})

test('what lies in the trash is shown as what it is', async ({ page, loupe }) => {
  const upload = await ann.upload(COFFEE)
  const [sound, text, film, cutout] = [
    await made('elevenlabs/text-to-speech-turbo-2-5', { text: 'Good morning, all of you.' }),
    await made('omnihuman-1-5/human-identification', { image_url: upload.id }),
    await made('kling-2.6/image-to-video', {
      prompt: 'Steam rises',
      image_urls: [upload.id],
      sound: true,
      duration: '5',
    }),
    await made(UPSCALE, { image: upload.id }),
  ]
  await ann.call('POST', '/api/gallery/trash', { json: { ids: [sound, text, film, cutout] } })
  await page.goto(`${loupe.url}/gallery?trash=1`)
  const look = async (id: string) => {
    await tile(page, id).focus()
    await page.keyboard.press('Enter')
  }
  const leave = async () => {
    await page.keyboard.press('Escape')
    await expect(lightbox(page)).toHaveCount(0)
  }
  await look(sound)
  await expect(lightbox(page).getByRole('slider', { name: 'Position' })).toBeVisible()
  await expect
    .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration))
    .toBeGreaterThan(0)
  await expectAccessible(page, 'a sound in the trash')
  await leave()
  await look(text)
  await expect(lightbox(page).getByText('subject_status')).toBeVisible()
  await leave()
  await look(film)
  await expect(lightbox(page).getByRole('button', { name: 'Play' })).toBeVisible()
  await expect
    .poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThan(0)
  await leave()
  await look(cutout)
  await expect(stage(page)).toBeVisible()
  await expect(lightbox(page).getByRole('button', { name: 'Larger' })).toBeVisible()
})

test('a job that cannot be read is said, and asked for again', async ({ page, loupe, errors }) => {
  errors.allow(/503.*\/api\/jobs\//)
  const id = await made('elevenlabs/text-to-speech-turbo-2-5', { text: 'Good evening.' })
  await page.goto(`${loupe.url}/gallery`)
  await expect(tile(page, id)).toBeVisible()
  await page.route('**/api/jobs/*', (route) => route.fulfill({ status: 503, body: '' }))
  await tile(page, id).click()
  await expect(page.getByText('The job that made it could not be read.')).toBeVisible()
  await expect(lightbox(page).getByRole('slider', { name: 'Position' })).toBeVisible()
  await page.unroute('**/api/jobs/*')
  await lightbox(page).getByRole('button', { name: 'Try again' }).click()
  await expect(lightbox(page).getByRole('link', { name: 'Details' })).toBeVisible()
})
