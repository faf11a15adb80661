import { expectAccessible } from './axe.ts'
import { balance, expect, test } from './loupe.ts'

test('an admin hands out codes, and a person redeems one and sees the balance grow', async ({
  page,
  browser,
  loupe,
  enter,
}) => {
  await enter('admin')
  await page.goto(`${loupe.url}/admin/codes`)
  await page.getByRole('button', { name: 'New codes' }).click()
  const making = page.getByRole('dialog', { name: 'New codes' })
  await making.getByRole('button', { name: 'Make 1 code' }).click()
  await expect(making.getByText('A number above 0')).toBeVisible()
  await expect(making.getByText('Say what for.')).toBeVisible()
  await making.getByLabel('Credits').fill('7,5')
  await making.getByLabel('Codes').fill('2')
  await making.getByLabel('What for').fill('Spring fair')
  await expect(making.getByText('At most 15 credits in all.')).toBeVisible()
  await expectAccessible(page, 'the dialog of a new batch')
  await making.getByRole('button', { name: 'Make 2 codes' }).click()

  const why = page.getByRole('dialog', { name: 'Take out 2 codes' })
  await why.getByLabel('Reason').fill('To print them')
  await why.getByRole('button', { name: 'Show the codes' }).click()
  const handing = page.getByRole('alertdialog', { name: 'Take out 2 codes' })
  const [first = '', second = ''] = (await handing.getByLabel('Codes').inputValue()).split('\n')
  expect(second).toMatch(/^(\w{4}-){3}\w{4}$/)
  const saving = page.waitForEvent('download')
  await handing.getByRole('button', { name: 'Save as CSV' }).click()
  expect((await saving).suggestedFilename()).toMatch(/^codes-\w+\.csv$/)
  await handing.getByRole('button', { name: 'I have them' }).click()
  const batches = page.getByRole('list', { name: 'Batches of codes' })
  await expect(batches.getByRole('listitem').first()).toContainText('0 of 2 redeemed')

  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  await enter('ten', elsewhere)
  const other = await elsewhere.newPage()
  await other.goto(`${loupe.url}/credits`)
  const before = await balance(other)
  await other.getByLabel('Redemption code').fill('7K3M-9QXA-04TB-WZ5U')
  await other.getByRole('button', { name: 'Redeem' }).click()
  await expect(other.getByText('This is not a code.')).toBeVisible()
  await other.getByLabel('Redemption code').fill(first.toLowerCase().replaceAll('-', ''))
  await other.keyboard.press('Enter')
  await expect(other.getByText('7.5 credits were added.')).toBeVisible()
  await expect.poll(() => balance(other)).toBe(before + 7.5)
  await expect(other.getByRole('row').filter({ hasText: `Code …${first.slice(-4)}` })).toContainText('+7.5')
  await other.getByLabel('Redemption code').fill(first)
  await other.keyboard.press('Enter')
  await expect(other.getByText('You have redeemed this code already.')).toBeVisible()
  await elsewhere.close()

  await page.getByRole('link', { name: 'Spring fair' }).first().click()
  await expect(page.getByRole('heading', { name: 'Spring fair' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Codes' }).getByRole('listitem').first()).toContainText(
    '1 of 1',
  )
  await page.reload()
  await expectAccessible(page, 'a batch')
  await page.getByRole('button', { name: 'Cancel the batch' }).click()
  const asking = page.getByRole('dialog', { name: 'Cancel this batch?' })
  await asking.getByLabel('Reason').fill('The fair is over')
  await asking.getByRole('button', { name: 'Cancel the batch' }).click()
  await expect(page.getByText('canceled', { exact: true })).toBeVisible()
})
