import type { Page } from '@playwright/test'
import type { JobView } from '../../lib/jobs/schema.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, expect, test } from './loupe.ts'

// One model of every task, from the search field to the stored result on its page.

type Walk = {
  task: string
  search: string
  model: string
  text?: string
  file?: string
  output: 'image' | 'video' | 'audio'
}

const walks: Walk[] = [
  {
    task: 'Remove background',
    search: 'remove background',
    model: 'recraft/remove-background',
    file: COFFEE,
    output: 'image',
  },
  { task: 'Upscale', search: 'topaz picture', model: 'topaz/image-upscale', file: COFFEE, output: 'image' },
  {
    task: 'Edit',
    search: 'nano banana edit',
    model: 'google/nano-banana-edit',
    text: 'Make it snow',
    file: COFFEE,
    output: 'image',
  },
  {
    task: 'Generate',
    search: 'z-image',
    model: 'z-image',
    text: 'A pale vase and two pears',
    output: 'image',
  },
  {
    task: 'Film',
    search: 'hailuo 2.3 standard',
    model: 'hailuo/2-3-image-to-video-standard',
    text: 'Slowly closer',
    file: COFFEE,
    output: 'video',
  },
  {
    task: 'Speech and sound',
    search: 'turbo 2.5',
    model: 'elevenlabs/text-to-speech-turbo-2-5',
    text: 'Look closer.',
    output: 'audio',
  },
]

const jobOf = async (page: Page, url: string, model: string): Promise<JobView | undefined> => {
  const { jobs } = (await (await page.request.get(`${url}/api/jobs`)).json()) as { jobs: JobView[] }
  return jobs.find((job) => job.model === model)
}

for (const walk of walks) {
  test(`${walk.task}: found, asked, made and kept`, async ({ page, loupe, enter }) => {
    await enter('cleo')
    await page.goto(`${loupe.url}/models`)
    await expect(
      page.getByRole('link', { name: walk.task }).or(page.getByText(walk.task)).first(),
    ).toBeVisible()
    // The list is there before anything is typed: the page lives, and knows its models.
    await expect(page.locator('[data-row]').first()).toBeVisible()
    await page.keyboard.press('/')
    await expect(page.getByRole('textbox', { name: 'Find a model' })).toBeFocused()
    await page.keyboard.type(walk.search)
    await expect(page.locator(`[data-row="${walk.model}"]`)).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`model=${walk.model}`))
    const main = page.getByRole('main')
    if (walk.text) await main.locator('textarea').first().fill(walk.text)
    if (walk.file) await main.locator('input[type=file]').first().setInputFiles(walk.file)
    const run = main.getByRole('button', { name: /credit/ }).last()
    await expect(run).toBeEnabled()
    await run.click()
    await expect
      .poll(async () => (await jobOf(page, loupe.url, walk.model))?.status, { timeout: 60_000 })
      .toBe('done')
    const job = (await jobOf(page, loupe.url, walk.model)) as JobView
    expect(job.outputs[0]?.kind).toBe(walk.output)
    await expect(main.getByText(/1 run/)).toBeVisible()

    await page.goto(`${loupe.url}/jobs/${job.id}`)
    if (walk.output === 'video') {
      const film = page.locator('video')
      await expect.poll(() => film.evaluate((video: HTMLVideoElement) => video.readyState)).toBeGreaterThan(0)
      expect(await film.evaluate((video: HTMLVideoElement) => video.duration)).toBeGreaterThan(4)
    } else if (walk.output === 'audio') {
      await expect(page.getByRole('button', { name: 'Play' }).first()).toBeVisible()
    } else {
      const url = job.outputs[0]?.previewUrl ?? '?'
      await expect(
        page.locator(`img[src*="${url}"], img[src*="${job.outputs[0]?.url}"]`).first(),
      ).toBeVisible()
    }
    await expectAccessible(page, `${walk.task} result`)
  })
}

test('a wrong value is said at its field, and nothing typed is lost', async ({ page, loupe, enter }) => {
  await enter('cleo')
  await page.goto(`${loupe.url}/models?model=z-image`)
  const words = page.getByRole('main').locator('textarea').first()
  await words.fill('x'.repeat(1_001))
  const run = page
    .getByRole('main')
    .getByRole('button', { name: /credit/ })
    .last()
  if (await run.isEnabled()) await run.click()
  await expect(page.getByText(/too long|1,001 of 1,000/i).first()).toBeVisible()
  await page.reload()
  await expect(words).toHaveValue('x'.repeat(1_001))
})
