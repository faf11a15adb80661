import type { Page } from '@playwright/test'
import { PASSWORD, people } from '../support/people.ts'
import { expectAccessible } from './axe.ts'
import { COFFEE, choose, expect, row, runButton, shown, test } from './loupe.ts'

// What the studio can look like, each state proven to be on screen by its words before axe looks at it.

test.afterEach(async ({ sandbox, context }) => {
  await context.setOffline(false)
  await sandbox.reset()
})

const run = (page: Page) => runButton(page, /^Remove background.*credit/).click()

test('empty', async ({ page, loupe, enter }) => {
  await enter('ten')
  await page.goto(`${loupe.url}/studio`)
  await expect(page.getByRole('heading', { name: 'Drop pictures here' })).toBeVisible()
  await expect(page.getByText('Your jobs will be listed here')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove background' })).toBeDisabled()
  await expectAccessible(page, 'empty')
})

test('uploading, then ready with the price', async ({ page, loupe, enter }) => {
  await enter('ten')
  await page.goto(`${loupe.url}/studio`)
  const gate = Promise.withResolvers<void>()
  await page.route('**/api/uploads', async (route) => {
    await gate.promise
    await route.continue()
  })
  await choose(page, COFFEE)
  await expect(page.getByText('0 ready, 1 uploading')).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Upload of coffee.png' }).first()).toBeVisible()
  await expectAccessible(page, 'uploading')
  gate.resolve()
  await expect(page.getByText('1 ready', { exact: true })).toBeVisible()
  await expect(runButton(page, /^Remove background.*1 credit$/)).toBeEnabled()
  await expectAccessible(page, 'ready')
})

test('a refused file stays behind, the others do not', async ({ page, loupe, enter }) => {
  await enter('ten')
  await page.goto(`${loupe.url}/studio`)
  await page.locator('input[type=file][multiple]').setInputFiles([
    { name: 'letter.png', mimeType: 'image/png', buffer: Buffer.from('Dear picture,') },
    { name: 'nothing.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
  ])
  await choose(page, COFFEE)
  await expect(shown(page, '2 pictures stay behind.')).toBeVisible()
  await expect(
    shown(page, 'letter.png: This type of file is not accepted here. Accepted: JPEG, PNG, WebP.'),
  ).toBeVisible()
  await expect(shown(page, 'nothing.png: This file is empty.')).toBeVisible()
  await expect(page.getByText('1 ready, 2 left out')).toBeVisible()
  await expect(runButton(page, /^Remove background.*1 credit$/)).toBeEnabled()
  await expectAccessible(page, 'refused')
})

test('an upload that breaks off can be tried again', async ({ page, loupe, enter, errors }) => {
  errors.allow(/ERR_FAILED|ERR_CONNECTION/)
  await enter('ten')
  await page.goto(`${loupe.url}/studio`)
  await page.route('**/api/uploads', (route) => route.abort())
  await choose(page, COFFEE)
  const again = page.getByRole('button', { name: 'Upload coffee.png again' }).first()
  // After five tries, each a while after the one before.
  await expect(again).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('upload broke off').first()).toBeVisible()
  await expectAccessible(page, 'broken off')
  await page.unroute('**/api/uploads')
  await again.click()
  await expect(runButton(page, /^Remove background.*1 credit$/)).toBeEnabled()
})

test('running, then done', async ({ page, loupe, sandbox, enter }) => {
  await enter('ten')
  await sandbox.script([{ on: 'task', act: { never: true } }])
  await page.goto(`${loupe.url}/studio`)
  await choose(page, COFFEE)
  await run(page)
  await expect(row(page, 'coffee.png')).toContainText('Removing background')
  await expect(page.getByText('1 running')).toBeVisible()
  await expectAccessible(page, 'running')

  await choose(page, COFFEE)
  await run(page)
  await expect(row(page, 'Background removed')).toContainText('coffee.png', { timeout: 60_000 })
  await expect(page.getByRole('slider', { name: 'Before and after' })).toBeVisible()
  await expectAccessible(page, 'done')
})

test('failed: says why, costs nothing, runs again', async ({ page, loupe, sandbox, enter }) => {
  await enter('ann')
  await sandbox.script([{ on: 'task', act: { fail: { msg: 'nothing to see in this picture' } } }])
  await page.goto(`${loupe.url}/studio`)
  await choose(page, COFFEE)
  await run(page)
  await expect(row(page, 'coffee.png')).toContainText('The model made no result')
  await expect(row(page, 'coffee.png')).toContainText('0 charged')
  const table = page.getByRole('region', { name: 'Table' })
  await expect(table.getByText('Nothing was charged. You can run it again.')).toBeVisible()
  await expectAccessible(page, 'failed')
  await table.getByRole('button', { name: /^Try again/ }).click()
  await expect(row(page, 'coffee.png')).toContainText('Background removed', { timeout: 60_000 })
})

test('out of credit: said before anything is asked', async ({ page, loupe, enter }) => {
  await enter('broke')
  await page.goto(`${loupe.url}/studio`)
  await choose(page, COFFEE)
  await expect(shown(page, '1 more credit is needed: ask your admin.')).toBeVisible()
  await expect(runButton(page, /^Remove background.*1 credit$/)).toBeDisabled()
  await expectAccessible(page, 'out of credit')
})

test('stale while the connection is gone, and healed by itself', async ({
  page,
  context,
  loupe,
  enter,
  errors,
}) => {
  errors.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/)
  await enter('ben')
  await page.goto(`${loupe.url}/studio`)
  const live = page.locator('[data-live-status]')
  await expect(live).toHaveAttribute('data-live-status', 'live')
  await context.setOffline(true)
  await expect(page.getByText('Connection lost.')).toBeVisible()
  await expect(page.getByText('heals by itself. Your jobs go on.')).toBeVisible()
  await expectAccessible(page, 'stale')
  await context.setOffline(false)
  await expect(live).toHaveAttribute('data-live-status', 'live')
  await expect(page.getByText('Connection lost.')).toBeHidden()
})

test('what is asked for while the connection is gone comes when it is back', async ({
  page,
  context,
  loupe,
  enter,
  errors,
}) => {
  errors.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/)
  // With a job on the table some dialogs' code is here already.
  await enter('broke')
  await page.goto(`${loupe.url}/studio`)
  await context.setOffline(true)
  await expect(page.getByText('Connection lost.')).toBeVisible()
  const failures = new Map<string, number>()
  page.on('requestfailed', (request) => {
    if (!request.url().includes('/_next/static/')) return
    failures.set(request.url(), (failures.get(request.url()) ?? 0) + 1)
  })
  await page.keyboard.press('?')
  // The bundler's loader tries a second time by itself, and then gives up.
  await expect.poll(() => Math.max(0, ...failures.values())).toBe(2)
  await context.setOffline(false)
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('a tab that is older than the server says so, and is renewed by one press', async ({
  page,
  loupe,
  enter,
  errors,
}) => {
  errors.allow(/status of 404|ChunkLoadError/)
  await enter('broke')
  await page.goto(`${loupe.url}/studio`)
  const live = page.locator('[data-live-status]')
  await expect(live).toHaveAttribute('data-live-status', 'live')
  await page.route('**/_next/static/**', (route) => route.fulfill({ status: 404 }))
  await page.keyboard.press('?')
  await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible()
  await page.unroute('**/_next/static/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(live).toHaveAttribute('data-live-status', 'live')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('stale while the server is dead; when it is back the list heals and the job ends', async ({
  page,
  loupe,
  sandbox,
  enter,
  errors,
}) => {
  test.setTimeout(90_000)
  errors.allow(/ERR_CONNECTION_|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|status of 50\d/)
  await sandbox.script([{ on: 'task', act: { workMs: 6_000 } }])
  await enter('ben')
  await page.goto(`${loupe.url}/studio`)
  const live = page.locator('[data-live-status]')
  await expect(live).toHaveAttribute('data-live-status', 'live')
  await choose(page, COFFEE)
  await run(page)
  await expect(row(page, 'coffee.png')).toContainText('Removing background', { timeout: 15_000 })
  await loupe.running.kill()
  await expect(page.getByText('Connection lost.')).toBeVisible({ timeout: 20_000 })
  await loupe.restart()
  await expect(live).toHaveAttribute('data-live-status', 'live', { timeout: 40_000 })
  await expect(row(page, 'coffee.png')).toContainText('Background removed', { timeout: 40_000 })
})

test('a wrong password is refused in words', async ({ page, loupe }) => {
  await page.goto(`${loupe.url}/sign-in`)
  await page.getByLabel('E-mail').fill(people.cleo.email)
  await page.getByLabel('Password', { exact: true }).fill(`${PASSWORD}, not`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(
    page.getByRole('alert').getByText('The e-mail address or the password is wrong.'),
  ).toBeVisible()
  await expectAccessible(page, 'wrong password')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/studio$/)
})
