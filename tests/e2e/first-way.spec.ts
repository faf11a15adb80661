import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { type App, startApp } from '../support/app.ts'
import { type Data, freshData } from '../support/data.ts'
import { PASSWORD } from '../support/people.ts'
import { until } from '../support/process.ts'
import { expectAccessible } from './axe.ts'
import { balance, COFFEE, choose, expect, PHOTOS, row, runButton, test } from './loupe.ts'

// The first hour of a machine that never ran Loupe: from the printed link to the downloaded pictures.

let data: Data
let app: App

test.beforeAll(async () => {
  test.setTimeout(150_000)
  data = await freshData('nothing')
  // Nothing is set: the embedded sandbox answers.
  app = await startApp({ data })
})

test.afterAll(async () => {
  await app?.close()
  await data?.remove()
})

test('set-up link, both photographs cut out and compared, one enlarged, all of it paid', async ({ page }) => {
  test.setTimeout(240_000)
  await becomeAdmin(page)
  const before = await balance(page)
  await expect(page.getByRole('heading', { name: 'Drop pictures here' })).toBeVisible()

  await choose(page, PHOTOS)
  await expect(page.getByRole('heading', { name: '2 pictures' })).toBeVisible()
  await expect(page.getByText('18 left after this').first()).toBeVisible()
  await runButton(page, /^Remove background[\s·]*2 credits$/).click()

  const [first, second] = [row(page, 'astronaut.png'), row(page, 'coffee.png')]
  await expect(first).toBeVisible()
  await expect(second).toBeVisible()
  await page.evaluate(() => Reflect.set(window, 'neverReloaded', true))
  for (const done of [first, second])
    await expect(done).toContainText('Background removed', { timeout: 60_000 })
  expect(await page.evaluate(() => Reflect.get(window, 'neverReloaded'))).toBe(true)
  await expect.poll(() => balance(page)).toBe(before - 2)

  await second.click()
  await slides(page)
  await backdrops(page)
  await zooms(page)
  await downloads(page, 'coffee-no-background.png', async (bytes) => {
    const { format, hasAlpha, width, height } = await sharp(bytes).metadata()
    const original = await sharp(COFFEE).metadata()
    expect({ format, hasAlpha, width, height }).toEqual({
      format: 'png',
      hasAlpha: true,
      width: original.width,
      height: original.height,
    })
    const { channels } = await sharp(bytes).stats()
    expect(channels[3]?.min, 'something is cut away').toBe(0)
    expect(channels[3]?.max, 'something is kept').toBe(255)
  })

  await page.getByRole('link', { name: 'Details' }).click()
  await expect(page).toHaveURL(/\/jobs\/\w+/)
  const receipt = page.getByRole('table', { name: 'Receipt' })
  await expect(receipt.getByRole('row', { name: /^Held.*1 credit$/ })).toBeVisible()
  await expect(receipt.getByRole('row', { name: /^Paid.*1 credit$/ })).toBeVisible()

  await page.getByRole('link', { name: 'Studio' }).last().click()
  await enlarge(page)
})

async function becomeAdmin(page: Page) {
  await page.goto(
    await until('the link is printed', () => /http\S+\/setup\/\S+/.exec(app.running.output)?.[0]),
  )
  await expect(page.getByRole('heading', { name: 'Make the admin account' })).toBeVisible()
  await expectAccessible(page, 'the set-up page')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('E-mail').fill('ada@loupe.test')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(/\/studio$/)
  await expect(page.getByRole('link', { name: 'Admin' }).first()).toBeVisible()
}

async function slides(page: Page) {
  const slider = page.getByRole('slider', { name: 'Before and after' })
  await expect(slider).toHaveValue('50')
  await slider.focus()
  for (const [key, value] of [
    ['ArrowLeft', 49],
    ['Shift+ArrowLeft', 39],
    ['Shift+ArrowRight', 49],
    ['Home', 0],
    ['End', 100],
  ] as const) {
    await page.keyboard.press(key)
    await expect(slider, key).toHaveValue(String(value))
    await expect(slider, key).toHaveAttribute('aria-valuetext', `${value} %`)
  }
}

async function backdrops(page: Page) {
  const after = page.locator('.cmp-after')
  await expect(after).toHaveClass(/checker/)
  for (const name of ['White', 'Black', 'Own colour']) {
    await page.getByRole('radio', { name }).check()
    await expect(after).not.toHaveClass(/checker/)
    const shown = name === 'Own colour' ? '#7f8c6b' : name.toLowerCase()
    await expect(after).toHaveCSS('--backdrop', shown)
  }
  await page.getByRole('radio', { name: 'Checkerboard' }).check()
  await expect(after).toHaveClass(/checker/)
}

/** In to where every pixel of the picture is seen as a square, and back. */
async function zooms(page: Page) {
  const bar = page.getByRole('group', { name: 'Zoom' })
  const figure = bar.getByRole('status')
  const whole = await figure.innerText()
  const larger = bar.getByRole('button', { name: 'Larger' })
  const pictures = page.locator('.cmp')
  await expect(pictures).not.toHaveAttribute('data-pixels')
  while (await larger.isEnabled()) {
    const before = await figure.innerText()
    await larger.click()
    await expect(figure).not.toHaveText(before)
  }
  await expect(figure).toHaveText(/^800\s?%$/)
  await expect(pictures).toHaveAttribute('data-pixels')
  await bar.getByRole('button', { name: /1:1/ }).click()
  await expect(figure).toHaveText(/^100\s?%$/)
  await bar.getByRole('button', { name: 'Fit' }).click()
  await expect(figure).toHaveText(whole)
}

async function downloads(page: Page, name: string, look: (bytes: Buffer) => Promise<void>) {
  const begun = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  const download = await begun
  expect(download.suggestedFilename()).toBe(name)
  await look(readFileSync(await download.path()))
}

/** This one comes by a drop, as from the desktop. */
async function enlarge(page: Page) {
  await page
    .getByRole('radio', { name: /Upscale/ })
    .first()
    .check()
  const base64 = readFileSync(COFFEE).toString('base64')
  const transfer = await page.evaluateHandle(async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    const carried = new DataTransfer()
    carried.items.add(new File([bytes], 'breakfast.png', { type: 'image/png' }))
    return carried
  }, base64)
  const table = page.getByRole('region', { name: 'Table' })
  await table.dispatchEvent('dragenter', { dataTransfer: transfer })
  await expect(page.getByText('Let go to add 1 picture')).toBeVisible()
  await table.dispatchEvent('drop', { dataTransfer: transfer })
  await runButton(page, /^Upscale[\s·]*[\d.]+ credits?$/).click()
  await expect(row(page, 'breakfast.png')).toContainText('Upscaled to', { timeout: 60_000 })
  const original = await sharp(COFFEE).metadata()
  await page.getByRole('slider', { name: 'Before and after' }).waitFor()
  const zoom = page.getByRole('group', { name: 'Zoom' })
  await zoom.getByRole('button', { name: /1:1/ }).click()
  await expect(zoom.getByRole('status')).toHaveText(/^100\s?%$/)
  await downloads(page, 'breakfast-upscaled.webp', async (bytes) => {
    const { width = 0, height = 0 } = await sharp(bytes).metadata()
    expect(width).toBeGreaterThan(original.width ?? 0)
    expect(height).toBeGreaterThan(original.height ?? 0)
    expect(width / height).toBeCloseTo((original.width ?? 1) / (original.height ?? 1), 2)
  })
}
