import type { Page } from '@playwright/test'
import { COFFEE, choose, expect, row, runButton, test } from './loupe.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

/** Nothing is wider than the phone. */
async function expectNoSideways(page: Page, where: string) {
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }))
  expect(wide, `${where} scrolls sideways`).toBeLessThanOrEqual(screen)
}

test('the main way on a phone', async ({ page, loupe, enter }) => {
  await enter('ben')
  await page.goto(`${loupe.url}/studio`)
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible()
  await expectNoSideways(page, 'the studio')
  await choose(page, COFFEE)
  await expect(page.getByRole('heading', { name: '1 picture' })).toBeVisible()
  await expectNoSideways(page, 'the sheet')
  await runButton(page, /^Remove background.*1 credit$/).tap()
  await expect(row(page, 'coffee.png')).toContainText('Background removed', { timeout: 60_000 })
  await expect(page.getByRole('slider', { name: 'Before and after' })).toBeVisible()
  await expectNoSideways(page, 'the result')
  await page.getByRole('link', { name: 'Details' }).click()
  await expect(page.getByRole('table', { name: 'Receipt' })).toBeVisible()
  await expectNoSideways(page, 'the page of the job')
})

test('no page scrolls sideways on a phone', async ({ page, loupe, enter, errors }) => {
  errors.allow(/404/)
  for (const path of [
    '/',
    '/sign-in',
    '/sign-up',
    '/forgot',
    '/setup/x',
    '/invite/x',
    '/reset/x',
    '/nowhere',
  ]) {
    await page.goto(loupe.url + path)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expectNoSideways(page, path)
  }
  await enter('admin')
  for (const path of [
    '/studio',
    '/credits',
    '/settings',
    '/admin',
    '/admin/people',
    '/admin/codes',
    '/admin/jobs',
    '/admin/models',
  ]) {
    await page.goto(loupe.url + path)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await expectNoSideways(page, path)
  }
})
