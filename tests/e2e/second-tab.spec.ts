import { balance, COFFEE, choose, expect, row, runButton, test } from './loupe.ts'

test('a job of one tab shows in the other by itself, and is there after a reload', async ({
  page,
  context,
  loupe,
  enter,
}) => {
  await enter('ben')
  await page.goto(`${loupe.url}/studio`)
  const other = await context.newPage()
  await other.goto(`${loupe.url}/studio`)
  await expect(other.getByText('none running')).toBeVisible()
  const before = await balance(other)

  await choose(page, COFFEE)
  await runButton(page, /^Remove background/).click()
  await expect(row(other, 'coffee.png')).toBeVisible()
  await expect(row(other, 'coffee.png')).toContainText('Background removed', { timeout: 60_000 })
  await expect.poll(() => balance(other)).toBe(before - 1)

  await other.reload()
  await expect(row(other, 'coffee.png')).toContainText('Background removed')
  await page.reload()
  await expect(row(page, 'coffee.png')).toContainText('Background removed')
})

test('signing out everywhere ends another browser at once', async ({
  page,
  browser,
  loupe,
  enter,
  errors,
}) => {
  errors.allow(/401/)
  await enter('cleo')
  await page.goto(`${loupe.url}/settings`)
  const elsewhere = await browser.newContext()
  await enter('cleo', elsewhere)
  const other = await elsewhere.newPage()
  await other.goto(`${loupe.url}/studio`)
  await expect(other.getByText('none running')).toBeVisible()

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(other).toHaveURL(/\/sign-in\?next=/)
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto(`${loupe.url}/studio`)
  await expect(page).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})
