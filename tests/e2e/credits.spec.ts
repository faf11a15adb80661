import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { signedIn } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { balance, COFFEE, expect, shown, test } from './loupe.ts'

const table = (page: Page) => page.getByRole('table', { name: 'Every movement' })
const lines = (page: Page) => table(page).locator('tbody tr')

test('a job’s lines come in live, are filtered, and add up in the CSV', async ({ page, loupe, enter }) => {
  await enter('ben')
  await page.goto(`${loupe.url}/credits`)
  await expect(lines(page).first()).toBeVisible()
  // Other journeys may have moved this person's credits before.
  const had = await lines(page).count()
  const before = await balance(page)

  // Done elsewhere: this page hears of it.
  const ben = await signedIn(loupe.url, 'ben')
  const job = await ben.submit((await ben.upload(COFFEE)).id)
  await ben.follow(job.id)
  await expect(lines(page)).toHaveCount(had + 2)
  await expect(lines(page).nth(0)).toContainText('paid from what was held')
  await expect(lines(page).nth(1)).toContainText('coffee.png')
  await expect(page.getByRole('table').filter({ hasText: 'Remove background' }).first()).toContainText(
    /\d jobs?/,
  )
  await expect.poll(() => balance(page)).toBe(before - 1)
  await expect(page.locator('rect.fill-mark')).not.toHaveAttribute('height', '0')

  await page.getByText('The same by day').click()
  await expect(page.getByRole('table').filter({ hasText: 'Day' })).toContainText('1')
  await expectAccessible(page, 'credits')

  await page.getByRole('radio', { name: 'Grants' }).check()
  await expect(lines(page)).toHaveCount(1)
  await expect(page).toHaveURL(/kind=grants/)
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('radio', { name: 'Jobs' })).toBeFocused()
  await expect(lines(page)).toHaveCount(had + 1)
  await page.getByRole('radio', { name: 'All' }).check()
  await expect(lines(page)).toHaveCount(had + 2)

  const begun = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download .* as CSV$/ }).click()
  const download = await begun
  expect(download.suggestedFilename()).toMatch(/^credits-20\d\d-\d\d\.csv$/)
  const rows = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
  expect(rows).toHaveLength(had + 2)
  const sum = rows.reduce((total, row) => total + Number(row.split(',').at(-4)), 0)
  expect(sum).toBe(await balance(page))

  await lines(page).nth(1).getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`/jobs/${job.id}$`))
})

test('who has little is told what it is enough for', async ({ page, loupe, enter }) => {
  await enter('broke')
  await page.goto(`${loupe.url}/credits`)
  await expect(shown(page, 'Your credits run low.')).toBeVisible()
  await expect(shown(page, 'They are not enough for a background removal.')).toBeVisible()
  await expect(shown(page, 'Nothing of this kind has moved in this month.')).toBeVisible()
  await expectAccessible(page, 'credits without any')
})

test('the credits page on a phone', async ({ page, loupe, enter }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const ben = await signedIn(loupe.url, 'ben')
  await ben.follow((await ben.submit((await ben.upload(COFFEE)).id)).id)
  await enter('ben')
  await page.goto(`${loupe.url}/credits`)
  await expect(page.getByRole('listitem').filter({ hasText: 'coffee.png' }).first()).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await expectAccessible(page, 'credits on a phone')
})
