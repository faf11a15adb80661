import type { Page } from '@playwright/test'
import { type Client, signedIn } from '../support/client.ts'
import { COFFEE, expect, test } from './loupe.ts'

const tile = (page: Page, id: string) => page.locator(`[data-result="${id}"]`)
const shown = (page: Page) =>
  page.locator('[data-result]').evaluateAll((all) => all.map((one) => one.getAttribute('data-result')))

/** New results, the newest last. */
async function make(client: Client, count: number): Promise<string[]> {
  const { id } = await client.upload(COFFEE)
  const made: string[] = []
  for (let n = 0; n < count; n++) {
    const done = await client.follow((await client.submit(id)).id)
    made.push(done.outputs[0]?.id ?? '')
  }
  return made
}

test('a board is put in order by keys, and the focus stays on what is moved', async ({
  page,
  loupe,
  enter,
  picturesHere,
}) => {
  const client = await signedIn(loupe.url, 'ann')
  const [a = '', b = '', c = '', d = ''] = await make(client, 4)
  const { body } = await client.call<{ board: { id: string } }>('POST', '/api/boards', {
    json: { name: 'In order', ids: [a, b, c, d] },
  })
  await enter('ann')
  await page.goto(`${loupe.url}/gallery`)
  await page.goto(`${loupe.url}/gallery?board=${body.board.id}`)
  await expect(tile(page, d)).toBeVisible()

  await tile(page, c).focus()
  for (const order of [
    [a, c, b, d],
    [c, a, b, d],
    [c, a, b, d],
  ]) {
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(() => shown(page)).toEqual(order)
    await expect(tile(page, c)).toBeFocused()
  }
  expect(page.url()).toContain(body.board.id)

  await tile(page, b).focus()
  await page.keyboard.press('x')
  await tile(page, a).focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => shown(page)).toEqual([c, d, a, b])
  await expect(tile(page, a)).toBeFocused()
  await page.keyboard.press('Escape')

  await picturesHere()
  await page.keyboard.press('Delete')
  await expect(tile(page, b)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(tile(page, d)).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect.poll(() => shown(page)).toEqual([c, d, b])
  await expect(tile(page, d)).toBeFocused()
  await page.reload()
  await expect.poll(() => shown(page)).toEqual([c, d, b])
})

test('quick moves are kept as they are shown, also when the first of them takes long', async ({
  page,
  loupe,
  enter,
}) => {
  const client = await signedIn(loupe.url, 'cleo')
  const [a = '', b = '', c = ''] = await make(client, 3)
  const { body } = await client.call<{ board: { id: string } }>('POST', '/api/boards', {
    json: { name: 'In a hurry', ids: [a, b, c] },
  })
  await enter('cleo')
  let asked = 0
  let answered = 0
  await page.route('**/api/boards/*/order', async (route) => {
    asked += 1
    if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 1_500))
    await route.continue()
  })
  page.on('requestfinished', (request) => {
    if (request.url().endsWith('/order')) answered += 1
  })
  await page.goto(`${loupe.url}/gallery?board=${body.board.id}`)
  await tile(page, c).focus()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => shown(page)).toEqual([a, c, b])
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => shown(page)).toEqual([c, a, b])
  await expect.poll(() => answered).toBe(2)
  await page.reload()
  await expect.poll(() => shown(page)).toEqual([c, a, b])
})

test('the trash is emptied, or some of it, and both can be undone', async ({
  page,
  loupe,
  enter,
  errors,
  picturesHere,
}) => {
  errors.allow(/404 \(Not Found\).*\/api\/gallery\/zip/)
  const client = await signedIn(loupe.url, 'ann')
  const trash = (ids: string[]) => client.call('POST', '/api/gallery/trash', { json: { ids } })
  await client.call('DELETE', '/api/gallery/trash', { json: { before: new Date().toISOString() } })
  const [a = '', b = '', later = ''] = await make(client, 3)
  await enter('ann')
  const live = page.waitForResponse((answer) => answer.url().includes('/api/jobs/events'))
  await page.goto(`${loupe.url}/gallery`)
  await live

  // What is gone elsewhere meanwhile: the page stays, and says why there is no ZIP.
  await tile(page, a).focus()
  await page.keyboard.press('x')
  await picturesHere()
  await trash([a])
  await expect(tile(page, a)).toHaveCount(0)
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'ZIP' }).click()
  await expect(page.getByText('There is nothing here.')).toBeVisible()
  await expect(tile(page, b)).toBeVisible()

  await picturesHere()
  await trash([b])
  await page.goto(`${loupe.url}/gallery?trash=1`)
  await expect(tile(page, a)).toHaveAccessibleName(/, Deleted on \d+ \w+/)
  await tile(page, b).focus()
  await page.keyboard.press('Delete')
  await expect(tile(page, b)).toHaveCount(0)
  await expect(tile(page, a)).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(tile(page, b)).toBeVisible()

  const empty = page.getByRole('button', { name: 'Empty the trash' })
  const field = page.getByRole('textbox', { name: 'File name or prompt' })
  await expect(empty).toBeVisible()
  await field.fill('coffee')
  await expect(page).toHaveURL(/q=coffee/)
  await expect(tile(page, b)).toBeVisible()
  await expect(empty).toHaveCount(0)
  await page.goBack()
  await expect(field).toHaveValue('')

  await empty.click()
  await expect(page.getByText('2 results are deleted for good')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(tile(page, b)).toBeVisible()
  await empty.click()
  await expect(tile(page, b)).toHaveCount(0)
  await picturesHere()
  await trash([later])
  await page.getByRole('button', { name: 'Close' }).click()
  await expect.poll(() => shown(page)).toEqual([later])
})
