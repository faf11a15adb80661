import { signedIn } from '../support/client.ts'
import { personId } from '../support/people.ts'
import { expectAccessible } from './axe.ts'
import { balance, COFFEE, expect, test } from './loupe.ts'

test('an admin grants and takes credits, and the person’s open tab shows it without a reload', async ({
  page,
  browser,
  loupe,
  enter,
}) => {
  await enter('admin')
  await page.goto(`${loupe.url}/admin/people`)
  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  await enter('broke', elsewhere)
  const other = await elsewhere.newPage()
  await other.goto(`${loupe.url}/studio`)
  await expect(other.getByText('none running')).toBeVisible()
  expect(await balance(other)).toBe(0)
  await other.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))

  const people = page.getByRole('list', { name: 'People' })
  await page.getByRole('textbox', { name: 'Find by name' }).fill('brok')
  await expect(people.getByRole('listitem')).toHaveCount(1)
  await people.getByRole('button', { name: /^Credits of/ }).click()
  const dialog = page.getByRole('dialog', { name: /^Credits of/ })
  await dialog.getByRole('button', { name: 'Grant' }).click()
  await expect(dialog.getByText('A number above 0')).toBeVisible()
  await expect(dialog.getByText('Say why.')).toBeVisible()
  await dialog.getByLabel('Credits', { exact: true }).fill('12,5')
  await expect(dialog.getByText('0 becomes 12.5,')).toBeVisible()
  await dialog.getByLabel('Reason').fill('For the lamp series')
  await expectAccessible(page, 'the dialog')
  await dialog.getByRole('button', { name: 'Grant 12.5 credits' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(people).toContainText('12.5')
  await expect.poll(() => balance(other)).toBe(12.5)

  await people.getByRole('button', { name: /^Credits of/ }).click()
  await dialog.getByRole('radio', { name: 'Take' }).check()
  await dialog.getByLabel('Credits', { exact: true }).fill('20')
  await expect(dialog.getByText('Only 12.5 can be taken.')).toBeVisible()
  await dialog.getByLabel('Credits', { exact: true }).fill('2.5')
  await expect(dialog.getByText('12.5 becomes 10,')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Counted wrong')
  await dialog.getByRole('button', { name: 'Take 2.5 credits' }).click()
  await expect.poll(() => balance(other)).toBe(10)
  await expect(other.locator('html')).toHaveAttribute('data-same-page')

  await other.goto(`${loupe.url}/credits`)
  const line = other.getByRole('row').filter({ hasText: 'For the lamp series' })
  await expect(line).toContainText('by an admin')
  await expect(line).not.toContainText('admin@')

  // Other journeys want this person without a credit.
  await people.getByRole('button', { name: /^Credits of/ }).click()
  await dialog.getByRole('radio', { name: 'Take' }).check()
  await dialog.getByLabel('Credits', { exact: true }).fill('10')
  await dialog.getByLabel('Reason').fill('Back to nothing')
  await dialog.getByRole('button', { name: 'Take 10 credits' }).click()
  await expect.poll(() => balance(other)).toBe(0)
  await elsewhere.close()
})

test('several found people are granted the same, by keyboard, and limited in one respect', async ({
  page,
  loupe,
  enter,
}) => {
  const [admin, ann, limitsPath] = [
    await signedIn(loupe.url, 'admin'),
    personId('ann'),
    '/api/admin/people/limits',
  ]
  await admin.call('PUT', limitsPath, {
    json: { people: [ann], limits: { creditsADay: 4_000 }, reason: 'x' },
  })
  const { available } = await (await signedIn(loupe.url, 'ben')).credits()
  await enter('admin')
  await page.goto(`${loupe.url}/admin/people`)
  const people = page.getByRole('list', { name: 'People' })
  await page.getByRole('textbox', { name: 'Find by name' }).fill('ann@')
  await expect(people.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.getByRole('textbox', { name: 'Find by name' }).fill('ben@')
  await expect(people).toContainText('ben@loupe.test')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Limits', exact: true }).click()
  const limits = page.getByRole('dialog', { name: 'Limits of 2 people' })
  await limits.getByRole('checkbox', { name: 'Jobs at once' }).check()
  await limits.getByRole('textbox', { name: 'Jobs at once' }).fill('900')
  await limits.getByLabel('Reason').fill('Spring')
  await limits.getByRole('button', { name: 'Save' }).click()
  await expect(limits).toHaveCount(0)
  expect(
    (await admin.call('GET', `/api/admin/people/${ann}/limits`)).body,
    'the rest is as it was',
  ).toMatchObject({
    own: { creditsADay: 4_000, jobsAtOnce: 900 },
  })
  const free = { creditsADay: null, jobsAtOnce: null }
  await admin.call('PUT', limitsPath, { json: { people: [ann, personId('ben')], limits: free, reason: 'x' } })

  await page.getByRole('button', { name: 'Credits', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Credits of 2 people' })
  await dialog.getByLabel('Credits', { exact: true }).fill('3')
  await expect(dialog.getByText('To 2 people, 6 in all.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Spring')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(people).toContainText((available + 3).toLocaleString('en-GB'))
  await page.getByRole('textbox', { name: 'Find by name' }).fill('nobody like this')
  await expect(page.getByText('Nobody is found by')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(people.getByRole('listitem')).toHaveCount(6)
  await expectAccessible(page, '/admin/people')
})

test('credits are granted from a file, after its bad line is put right', async ({ page, loupe, enter }) => {
  const before = (await (await signedIn(loupe.url, 'ben')).credits()).available
  await enter('admin')
  await page.goto(`${loupe.url}/admin/people`)
  await page.getByRole('button', { name: 'Credits from a file' }).click()
  const dialog = page.getByRole('dialog', { name: 'Grant or take from a file' })
  await expect(dialog.getByRole('button', { name: 'Choose a file' })).toBeFocused()
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'spring.csv', mimeType: 'text/csv' },
    buffer: Buffer.from('\ufeffE-mail;Credits\r\nben@loupe.test;2,5\r\nan@loupe.test;1\r\n'),
  })
  const problems = dialog.getByRole('list', { name: 'Lines that are not right' })
  await expect(problems.getByRole('listitem')).toHaveText(/^Line 3Nobody here .*an@loupe\.test/)
  await expect(dialog.getByRole('button', { name: 'Grant or take', exact: true })).toBeDisabled()
  await expectAccessible(page, 'the dialog')
  const lines = dialog.getByLabel('Lines', { exact: true })
  const granted = (await lines.inputValue()).replace('an@', 'ann@')
  await lines.fill(granted)
  await expect(dialog.getByText('2 people, 3.5 credits in all.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Grant 3.5 to 2 people' }).click()
  await expect(dialog.getByText('2 lines have no reason. Say why.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Spring')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('2 people were granted 3.5 credits in all.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Credits from a file' }).click()
  await lines.fill(granted)
  await expect(dialog.getByText('were sent already')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('list', { name: 'People' })).toContainText(
    (before + 2.5).toLocaleString('en-GB'),
  )
})

test('credits are taken from several, from all or nobody, and back by a file with a minus', async ({
  page,
  browser,
  loupe,
  enter,
  errors,
}) => {
  errors.allow(/402 \(Payment Required\).*\/api\/admin\/grants/)
  const [admin, ben] = [await signedIn(loupe.url, 'admin'), await signedIn(loupe.url, 'ben')]
  const before = (await ben.credits()).available
  await enter('admin')
  await page.goto(`${loupe.url}/admin/people`)
  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  await enter('broke', elsewhere)
  const other = await elsewhere.newPage()
  await other.goto(`${loupe.url}/studio`)
  await expect(other.getByText('none running')).toBeVisible()
  expect(await balance(other)).toBe(0)
  await other.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))

  const people = page.getByRole('list', { name: 'People' })
  for (const email of ['ben@loupe.test', 'broke@loupe.test']) {
    await page.getByRole('textbox', { name: 'Find by name' }).fill(email)
    await expect(people.getByRole('listitem')).toHaveCount(1)
    await expect(people).toContainText(email)
    await people.getByRole('checkbox').check()
  }
  await page.getByRole('button', { name: 'Credits', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Credits of 2 people' })
  await dialog.getByRole('radio', { name: 'Take' }).check()
  const amount = dialog.getByLabel('Credits', { exact: true })
  await amount.fill('3')
  await expect(dialog.getByText('From 2 people, 6 in all.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('Counted wrong')
  await dialog.getByRole('button', { name: 'Take 3 credits' }).click()
  await expect(dialog.getByText(/broke@loupe\.test.* 0 can be taken\. Nothing was taken/)).toBeVisible()
  await expect(amount).toBeFocused()
  expect((await ben.credits()).available).toBe(before)
  await expectAccessible(page, 'the dialog')

  await admin.call('POST', `/api/admin/people/${personId('broke')}/credits`, {
    json: { amount: 5, reason: 'x' },
    headers: { 'idempotency-key': 'something-to-take' },
  })
  await expect.poll(() => balance(other)).toBe(5)
  await dialog.getByRole('button', { name: 'Take 3 credits' }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => balance(other)).toBe(2)
  expect((await ben.credits()).available).toBe(before - 3)

  await page.getByRole('button', { name: 'Credits from a file' }).click()
  const file = page.getByRole('dialog', { name: 'Grant or take from a file' })
  const lines = file.getByLabel('Lines', { exact: true })
  await lines.fill('ben@loupe.test;+3;Back\nbroke@loupe.test;−2,5;Back')
  await expect(file.getByRole('list', { name: 'Lines that are not right' })).toHaveText(
    'Line 2The balance covers less: 2 can be taken.',
  )
  await lines.fill('ben@loupe.test;+3;Back\nbroke@loupe.test;−2;Back')
  await expect(file.getByText('2 people: 3 credits granted, 2 taken.')).toBeVisible()
  await expect(file.getByRole('row', { name: /broke@loupe\.test −2 Back/ })).toBeVisible()
  await expectAccessible(page, 'the dialog of a file')
  await file.getByRole('button', { name: 'Grant 3, take 2' }).click()
  await expect(file.getByText('Done for 2 people: 3 credits granted, 2 taken.')).toBeVisible()
  // Other journeys want this person without a credit.
  await expect.poll(() => balance(other)).toBe(0)
  await expect(other.locator('html')).toHaveAttribute('data-same-page')
  expect((await ben.credits()).available).toBe(before)
  await elsewhere.close()
})

test('who is suspended in the midst of a job is signed out; the job ends and is paid', async ({
  page,
  browser,
  loupe,
  sandbox,
  enter,
}) => {
  const cleo = await signedIn(loupe.url, 'cleo')
  const before = await cleo.credits()
  const picture = await cleo.upload(COFFEE)
  await enter('admin')
  await page.goto(`${loupe.url}/admin/people`)
  const people = page.getByRole('list', { name: 'People' })
  await page.getByRole('textbox', { name: 'Find by name' }).fill('cleo@')
  await expect(people.getByRole('listitem')).toHaveCount(1)
  const elsewhere = await browser.newContext({ locale: 'en-GB' })
  await enter('cleo', elsewhere)
  const other = await elsewhere.newPage()
  await other.goto(`${loupe.url}/studio`)
  await expect(other.getByText('none running')).toBeVisible()

  await sandbox.script([{ on: 'task', act: { workMs: 8_000 } }])
  const { id } = await cleo.submit(picture.id)
  await expect(other.getByText('1 running')).toBeVisible()
  await people.getByRole('button', { name: 'More for' }).click()
  await page.getByRole('menuitem', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Asked by mail')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await expect(people).toContainText('Suspended')
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
  await sandbox.reset()
  expect((await cleo.call('GET', `/api/jobs/${id}`)).status).toBe(401)

  // The work had begun, and what it cost is paid: the person finds it when they are let in again.
  const admin = await signedIn(loupe.url, 'admin')
  await expect
    .poll(async () => (await admin.call<{ job: unknown }>('GET', `/api/admin/jobs/${id}`)).body.job, {
      timeout: 30_000,
    })
    .toMatchObject({ state: 'done' })
  await people.getByRole('button', { name: 'More for' }).click()
  await page.getByRole('menuitem', { name: 'Restore' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Asked by mail')
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await expect(people).not.toContainText('Suspended')
  const again = await signedIn(loupe.url, 'cleo')
  expect(await again.job(id)).toMatchObject({ status: 'done', price: 1 })
  expect(await again.credits()).toEqual({ available: before.available - 1, held: before.held })
})
