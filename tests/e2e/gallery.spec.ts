import type { Page } from '@playwright/test'
import { signedIn } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, expect, PHOTOS, test } from './loupe.ts'

const tiles = (page: Page) => page.getByRole('grid', { name: 'Results' }).locator('[data-result]')
const focused = (page: Page) => page.locator('[data-result]:focus')

/** Results of background removals, made over HTTP. */
async function make(url: string, name: 'cleo' | 'ben', photos: readonly string[]) {
  const client = await signedIn(url, name)
  for (const photo of photos) {
    const job = await client.submit((await client.upload(photo)).id)
    await client.follow(job.id)
  }
}

test('results are walked, chosen, thrown away and brought back by keyboard', async ({
  page,
  loupe,
  enter,
  picturesHere,
}) => {
  await make(loupe.url, 'cleo', [...PHOTOS, COFFEE])
  await enter('cleo')
  await page.goto(`${loupe.url}/gallery`)
  await expect(tiles(page).first()).toBeVisible()
  const had = await tiles(page).count()
  await expectAccessible(page, 'gallery')

  await tiles(page).first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(tiles(page).nth(1)).toBeFocused()
  await page.keyboard.press('Control+Space')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toHaveCount(0)

  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('slider').first()).toBeVisible()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(focused(page)).toHaveCount(1)

  await picturesHere()
  await page.keyboard.press('Delete')
  await expect(tiles(page)).toHaveCount(had - 1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(tiles(page)).toHaveCount(had)
  await picturesHere()
  await tiles(page).first().focus()
  await page.keyboard.press('Delete')
  await expect(tiles(page)).toHaveCount(had - 1)

  await page.goto(`${loupe.url}/gallery?trash=1`)
  await expect(tiles(page)).toHaveCount(1)
  await expect(page.getByText('deleted for good after 30 days')).toBeVisible()
  await tiles(page).first().focus()
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(tiles(page)).toHaveCount(0)
  await page.goto(`${loupe.url}/gallery?q=astron`)
  await expect(tiles(page)).toHaveCount(1)
})

test('on a phone a finger that rests chooses; a board is made and a ZIP taken', async ({
  page,
  loupe,
  enter,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await make(loupe.url, 'ben', PHOTOS)
  await enter('ben')
  await page.goto(`${loupe.url}/gallery`)
  await expect(tiles(page).first()).toBeVisible()
  await tiles(page)
    .first()
    .dispatchEvent('pointerdown', { pointerType: 'touch', clientX: 40, clientY: 300, bubbles: true })
  const bar = page.getByRole('toolbar', { name: 'Selection' })
  await expect(bar).toBeVisible()
  await tiles(page).first().dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true })

  const begun = page.waitForEvent('download')
  await bar.getByRole('button', { name: 'ZIP' }).click()
  expect((await begun).suggestedFilename()).toMatch(/^loupe-20\d\d-\d\d-\d\d\.zip$/)

  await bar.getByRole('button', { name: 'Add to board' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('New board').fill('Cups')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 result added to Cups')).toBeVisible()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Filter' })
  await sheet.getByLabel('Board').selectOption({ label: 'Cups' })
  await expect(page).toHaveURL(/board=/)
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('button', { name: 'Filter · 1' }).click()
  await expect(sheet).toBeVisible()
  await page.mouse.click(195, 20)
  await expect(sheet).toHaveCount(0)
  await expect(tiles(page)).toHaveCount(1)
  await expect(page.getByRole('heading', { name: 'Cups' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await expectAccessible(page, 'a board on a phone')
})
