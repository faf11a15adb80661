import type { CDPSession, Page } from '@playwright/test'
import type { JobView } from '../../lib/jobs/schema.ts'
import { type Client, signedIn } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, expect, test } from './loupe.ts'

// A result is finished and compared: by hand, by keys alone, on a phone.

let ann: Client
let job: JobView
test.beforeEach(async ({ loupe, enter, sandbox }) => {
  await sandbox.script([], { minMs: 200 })
  ann = await signedIn(loupe.url, 'ann')
  await enter('ann')
  const { id } = await ann.upload(COFFEE)
  job = await ann.follow((await ann.submit(id)).id)
  expect(job.status).toBe('done')
})

const finishes = async () =>
  (
    await ann.call<{ finishes: { file: { name: string; width: number; height: number; mime: string } }[] }>(
      'GET',
      `/api/files/${job.outputs[0]?.id}/finish`,
    )
  ).body.finishes

/** Tab goes on until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp) {
  for (let presses = 0; presses < 80; presses += 1) {
    const said = await page.evaluate(() => {
      const { activeElement: now } = document
      return (
        now?.getAttribute('aria-label') ??
        (now instanceof HTMLInputElement ? now.labels?.[0]?.textContent : now?.textContent) ??
        ''
      )
    })
    if (name.test(said)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`No way to ${name} by Tab`)
}

test('a result is finished by keys alone, with the way back', async ({ page, loupe }) => {
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  await page.getByRole('button', { name: 'Finish' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: /^Preview/ })).toBeVisible()
  await expect(page.getByText(/2000\s×\s2000 · JPG/)).toBeVisible()
  await expectAccessible(page, 'the editor')
  await tabTo(page, /^Portrait/)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/1600\s×\s2000 · JPG/)).toBeVisible()
  await tabTo(page, /^Margin/)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('slider', { name: 'Margin' })).toHaveValue('10.5')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByRole('slider', { name: 'Margin' })).toHaveValue('10')
  await tabTo(page, /^Save as a new version/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Versions' })).toBeVisible()
  expect(await finishes()).toMatchObject([{ file: { width: 1600, height: 2000, mime: 'image/jpeg' } }])
  await expectAccessible(page, 'a job with a version')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a result is finished by touch', async ({ page, loupe }) => {
    await page.goto(`${loupe.url}/jobs/${job.id}`)
    await page.getByRole('button', { name: 'Finish' }).tap()
    await page.getByRole('button', { name: /^Cut-out/ }).tap()
    await expect(page.getByText(/· PNG/)).toBeVisible()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(390)
    await page.getByRole('button', { name: /^Save as a new version/ }).tap()
    await expect(page.getByRole('heading', { name: 'Versions' })).toBeVisible()
    expect(await finishes()).toMatchObject([{ file: { mime: 'image/png' } }])
  })
})

test('the original is held up and the difference is seen, by keys', async ({ page, loupe }) => {
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  await page.getByRole('radio', { name: 'Slider' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Hold to see the original' })).toBeChecked()
  const tag = page.locator('.cmp-tag')
  await expect(tag).toHaveText('After')
  await page.keyboard.down('o')
  await expect(tag).toHaveText('Before')
  await page.keyboard.up('o')
  await expect(tag).toHaveText('After')
  await page.keyboard.press('ArrowRight')
  await expect(tag).toHaveText('Difference')
  await expectAccessible(page, 'the difference')
  await page.getByRole('radio', { name: '16×' }).check()
  await expect(page.locator('.cmp-difference')).toHaveCSS('--strength', '16')
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
  await page.keyboard.press('f')
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null)
})

test('a drag moves only what costs no layout, and the small map shows where', async ({ page, loupe }) => {
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  const stage = page.locator('.zoom-stage')
  const box = await stage.boundingBox()
  if (!box) throw new Error('no stage')
  const cdp = await page.context().newCDPSession(page)
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const line = page.getByRole('slider', { name: 'Before and after' })
  // The line begins to listen a moment after the page's controls.
  await expect(async () => {
    await page.mouse.up()
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.down()
    await page.mouse.move(middle.x + 80, middle.y)
    await expect(line).not.toHaveValue('50', { timeout: 1_000 })
  }).toPass()
  const moves = async () => {
    for (let at = 1; at <= 30; at += 1) await page.mouse.move(middle.x + at * 4, middle.y + at)
  }
  // What the page still loads may lay it out once more; a drag that does would do so each time.
  await expect.poll(() => layouts(cdp, moves), 'the line').toBe(0)
  await page.mouse.up()
  await page.getByRole('radio', { name: 'Side by side' }).check()
  await page.locator('.zoom-cell').first().hover()
  for (let press = 0; press < 8; press += 1) await page.mouse.wheel(0, -400)
  await expect(page.locator('.zoom-map')).toBeVisible()
  const before = await page.locator('.zoom-map > i').evaluate((shade) => getComputedStyle(shade).clipPath)
  await page.locator('.zoom-map').click({ position: { x: 10, y: 10 } })
  const after = await page.locator('.zoom-map > i').evaluate((shade) => getComputedStyle(shade).clipPath)
  expect(after).not.toBe(before)
})

/** How often the page laid itself out while something was done. */
async function layouts(cdp: CDPSession, act: () => Promise<void>): Promise<number> {
  await cdp.send('Performance.enable')
  const count = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? 0
  }
  await act()
  const from = await count()
  await act()
  return (await count()) - from
}
