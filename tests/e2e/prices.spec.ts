import { signedIn } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, expect, test } from './loupe.ts'

const MODEL = 'recraft/remove-background'

test('an admin changes a price with its effect in sight; the old job keeps its own', async ({
  page,
  loupe,
  sandbox,
  enter,
}) => {
  const ben = await signedIn(loupe.url, 'ben')
  const picture = await ben.upload(COFFEE)
  const old = await ben.submit(picture.id)
  await ben.follow(old.id, 60_000)

  await enter('admin')
  await page.goto(`${loupe.url}/admin/models`)
  const price = page.getByRole('button', { name: /^Price of/ })
  // The page is there before its script: what was typed into the bare markup is typed again.
  await expect(async () => {
    await page.getByRole('textbox', { name: 'Find a model' }).fill('')
    await page.getByRole('textbox', { name: 'Find a model' }).fill(MODEL)
    await expect(price).toHaveCount(1, { timeout: 1_000 })
  }).toPass()
  await price.click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Set price' }).click()
  await expect(dialog.getByText('A number from 0.001 to 1,000')).toBeVisible()
  await dialog.getByLabel("KIE's price times").fill('2.5')
  const effect = dialog.getByRole('row').filter({ hasText: 'Remove Background' })
  await expect
    .poll(async () => {
      const [paid, wouldBe] = await effect.getByRole('cell').allInnerTexts()
      return Number(wouldBe) / Number(paid)
    })
    .toBe(2.5)
  await dialog.getByLabel('Reason').fill('Dearer power')
  await expectAccessible(page, 'the dialog of a price')
  await sandbox.script([{ on: 'task', act: { workMs: 8_000 } }])
  const running = await ben.submit(picture.id)
  await dialog.getByRole('button', { name: 'Set price' }).click()
  await expect(dialog).toHaveCount(0)
  const rules = page.getByRole('region', { name: 'Price rules' })
  await expect(rules.getByText('In force')).toBeVisible()
  await expect(rules).toContainText('×2.5')

  expect((await ben.job(running.id)).finishedAt, 'it is still at work').toBeNull()
  expect((await ben.follow(running.id, 60_000)).price).toBe(1)
  const fresh = await ben.submit(picture.id)
  expect((await ben.follow(fresh.id, 60_000)).price).toBe(2.5)

  // Others run at KIE's price.
  await rules.getByRole('button', { name: /^End the rule/ }).click()
  await dialog.getByLabel('Reason').fill('Back to normal')
  await dialog.getByRole('button', { name: 'Set price' }).click()
  await expect(rules.getByText('No rules')).toBeVisible()
  await rules.getByRole('button', { name: 'Show past rules' }).click()
  await expect(rules).toContainText('Dearer power')
})
