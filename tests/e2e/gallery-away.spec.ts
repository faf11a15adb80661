import type { Page } from '@playwright/test'
import { type Client, COFFEE, signedIn } from '../support/client.ts'
import { expect, test } from './loupe.ts'

// The gallery when its place changes, when the network is away, and when a pressed button goes.

const tile = (page: Page, id: string) => page.locator(`[data-result="${id}"]`)

async function make(client: Client): Promise<string> {
  const job = await client.follow((await client.submit((await client.upload(COFFEE)).id)).id)
  return job.outputs[0]?.id ?? ''
}

test('what was put off is done before another list is read', async ({ page, loupe, enter, picturesHere }) => {
  const client = await signedIn(loupe.url, 'ben')
  const id = await make(client)
  await client.call('POST', '/api/gallery/trash', { json: { ids: [id] } })
  await enter('ben')
  await page.goto(`${loupe.url}/gallery?trash=1`)
  await expect(tile(page, id)).toBeVisible()
  await picturesHere()
  await page.getByRole('button', { name: 'Empty the trash' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Trash' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  const chip = page.getByRole('button', { name: 'Trash', exact: true })
  const read = page.waitForResponse((answer) => /\/api\/gallery\/blocks\?.*trash/.test(answer.url()))
  await chip.click()
  await chip.click()
  expect((await (await read).json()).blocks).toEqual([])
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await expect(tile(page, id)).toHaveCount(0)
})

test('while the network is away the results stay, and what failed comes back', async ({
  page,
  context,
  loupe,
  enter,
  errors,
  picturesHere,
}) => {
  errors.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/)
  const client = await signedIn(loupe.url, 'ben')
  const [a, b] = [await make(client), await make(client)]
  await enter('ben')
  await page.goto(`${loupe.url}/gallery`)
  await tile(page, a).focus()
  await picturesHere()
  await context.setOffline(true)
  await page.keyboard.press('Delete')
  await expect(page.getByText('The server did not answer', { exact: false })).toBeVisible()
  await expect(tile(page, b)).toBeVisible()
  await context.setOffline(false)
  await expect(tile(page, a)).toBeVisible()
})

test('the focus stays where a hand is, though the pressed button goes', async ({ page, loupe, enter }) => {
  const id = await make(await signedIn(loupe.url, 'ben'))
  await enter('ben')
  await page.goto(`${loupe.url}/gallery`)
  await tile(page, id).focus()
  await page.keyboard.press('x')
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Clear' }).press('Enter')
  await expect(tile(page, id)).toBeFocused()

  await page.getByRole('button', { name: 'Kind' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Pictures' }).press('Enter')
  const chosen = page.getByRole('button', { name: /: Pictures$/ })
  await expect(chosen).toBeFocused()
  await chosen.press('Enter')
  await expect(page.getByRole('button', { name: 'Kind' })).toBeFocused()
})
