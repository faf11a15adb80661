import { COFFEE, signedIn } from '../support/client.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './loupe.ts'

// A link, from the job's page to the visitor, who has no account.

test('a link is made by keys, looked at with and without a script, and ended', async ({
  page,
  browser,
  loupe,
  enter,
  errors,
}) => {
  test.setTimeout(120_000)
  errors.allow(/404 \(Not Found\)/)
  const ben = await signedIn(loupe.url, 'ben')
  const job = await ben.follow((await ben.submit((await ben.upload(COFFEE)).id)).id, 60_000)
  await enter('ben')
  await page.goto(`${loupe.url}/jobs/${job.id}`)
  const share = page.getByRole('button', { name: 'Share' })
  const dialog = page.getByRole('dialog', { name: 'Share 1 result' })
  await share.press('Enter')
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('Title').fill('Cup, front view')
  await dialog.getByRole('switch', { name: 'Allow download' }).press('Space')
  await expectAccessible(page, 'the dialog')
  await dialog.getByLabel('Title').press('Enter')
  const copy = dialog.getByRole('button', { name: 'Copy link' })
  await expect(copy).toBeFocused()
  const url = await dialog.locator('code').first().innerText()
  expect(url).toMatch(/\/s\/[\w-]{22}$/)
  await expect(dialog.getByText(`<iframe src="${url}/embed"`)).toBeVisible()

  await test.step('a visitor moves the slider by keys and by touch', async () => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    const visitor = await context.newPage()
    await visitor.goto(url)
    await expect(visitor.getByRole('heading', { name: 'Cup, front view' })).toBeVisible()
    const slider = visitor.getByRole('slider', { name: 'Before and after' })
    await slider.press('Home')
    await expect(slider).toHaveValue('0')
    await slider.press('Shift+ArrowRight')
    await expect(slider).toHaveValue('10')
    const box = await visitor.locator('.cmp').boundingBox()
    await visitor.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) * 0.75, (box?.y ?? 0) + 80)
    await expect(slider).toHaveValue('75')
    await visitor.getByRole('radio', { name: 'Black' }).check()
    await expect(visitor.locator('.cmp-after')).toHaveCSS('background-color', 'rgb(0, 0, 0)')
    const loads = visitor.waitForEvent('download')
    await visitor.getByRole('link', { name: 'Download' }).click()
    expect((await loads).suggestedFilename()).toBe('result-1.png')
    const wide = await visitor.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(390)
    await expectAccessible(visitor, 'the page behind a link', false)
    await context.close()
  })

  await test.step('a result without its original is shown whole', async () => {
    const context = await browser.newContext()
    const visitor = await context.newPage()
    const alone = await ben.call<{ url: string }>('POST', '/api/shares', {
      json: { items: [job.outputs[0]?.id] },
    })
    await visitor.goto(alone.body.url)
    await expect(visitor.locator('.cmp-after')).toHaveCSS('clip-path', 'none')
    await context.close()
  })

  await test.step('without a script both pictures stand side by side', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ru-RU' })
    const visitor = await context.newPage()
    await visitor.goto(url)
    const [before, after] = [
      await visitor.locator('.cmp-before img').boundingBox(),
      await visitor.locator('.cmp-after img').boundingBox(),
    ]
    expect((before?.x ?? 0) + (before?.width ?? 0)).toBeLessThanOrEqual(after?.x ?? 0)
    await expect(visitor.getByText('Скачать')).toBeVisible()
    await context.close()
  })

  await test.step('its owner sees the visits, and ends it', async () => {
    await dialog.getByRole('link', { name: 'Shared links' }).press('Enter')
    await expect(page.getByText(/2 views/)).toBeVisible()
    await page.getByRole('button', { name: 'End the link Cup, front view' }).press('Enter')
    await page.getByRole('alertdialog').getByRole('button', { name: 'End link' }).press('Enter')
    await expect(page.getByText('The link has ended.')).toBeVisible()
    const context = await browser.newContext()
    const visitor = await context.newPage()
    await visitor.goto(url)
    await expect(visitor.getByRole('heading', { name: 'There is nothing behind this link' })).toBeVisible()
    await expectAccessible(visitor, 'an ended link', false)
    await context.close()
  })
})
