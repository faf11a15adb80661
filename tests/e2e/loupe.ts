import { type BrowserContext, test as base, expect, type Page, type Request } from '@playwright/test'
import { type App, startApp } from '../support/app.ts'
import { signedIn } from '../support/client.ts'
import type { PersonName } from '../support/people.ts'
import { killLeftovers } from '../support/process.ts'
import { type Sandbox, startSandboxProcess } from '../support/sandbox.ts'

// What every browser test has: a running Loupe with people in it, its upstream, and an ear for the page's errors.

export const PHOTOS = ['tests/fixtures/photos/astronaut.png', 'tests/fixtures/photos/coffee.png']
export const COFFEE = 'tests/fixtures/photos/coffee.png'

type Errors = {
  /** From now on errors that match are part of the test. */
  allow: (pattern: RegExp) => void
}

type Own = {
  errors: Errors
  /** Signs this test's browser in, without the form. */
  enter: (name: PersonName, context?: BrowserContext) => Promise<void>
  /** Waits for all pictures that were asked for: one that comes after its result was thrown away is not found. */
  picturesHere: () => Promise<void>
}
type Shared = { loupe: App; sandbox: Sandbox }

export const test = base.extend<Own, Shared>({
  sandbox: [
    async ({ browserName: _browserName }, use) => {
      const sandbox = await startSandboxProcess()
      await use(sandbox)
      await sandbox.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  loupe: [
    async ({ sandbox }, use) => {
      const app = await startApp({ env: sandbox.env })
      await use(app)
      await app.close()
      await killLeftovers()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  errors: [
    async ({ context }, use) => {
      const heard: string[] = []
      const allowed: RegExp[] = []
      const note = (text: string) => {
        if (!allowed.some((pattern) => pattern.test(text))) heard.push(text)
      }
      context.on('console', (message) => {
        if (message.type() === 'error') note(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => note(error.error().stack ?? error.error().message))
      await use({ allow: (pattern) => allowed.push(pattern) })
      expect(heard, 'errors in the browser').toEqual([])
    },
    { auto: true },
  ],
  picturesHere: async ({ context }, use) => {
    const underWay = new Set<Request>()
    const isPicture = (request: Request) => request.url().includes('/api/files/')
    context.on('request', (request) => isPicture(request) && underWay.add(request))
    context.on('requestfinished', (request) => underWay.delete(request))
    context.on('requestfailed', (request) => underWay.delete(request))
    await use(() => expect.poll(() => underWay.size, 'pictures under way').toBe(0))
  },
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page)
    page.goto = async (...asked) => {
      const answer = await goto(...asked)
      await page.waitForFunction(isHydrated)
      return answer
    }
    await use(page)
  },
  enter: async ({ loupe, context }, use) => {
    await use(async (name, into = context) => {
      const client = await signedIn(loupe.url, name)
      const cookies = client.cookieHeader.split('; ').map((pair) => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: loupe.url }
      })
      await into.addCookies(cookies)
    })
  },
})

export { expect }

/** Whether React hears the page's controls (its marks on them say so): a key that is pressed before does nothing. */
const isHydrated = () =>
  !document.querySelector('script[src*="/_next/"]') ||
  [...document.querySelectorAll('header button, main button, main input')].every((control) =>
    Object.keys(control).some((key) => key.startsWith('__reactFiber$')),
  )

/** Gives pictures to the page's own file chooser. */
export async function choose(page: Page, files: string | string[]) {
  await page.locator('input[type=file][multiple]').setInputFiles(files)
}

/** Words on the screen; parts of the studio are there twice, once for the desk and once for the phone. */
export const shown = (page: Page, text: string) => page.getByText(text).filter({ visible: true })

/** The first row of the live list with these words. */
export const row = (page: Page, name: string) =>
  page.getByRole('grid', { name: 'Jobs' }).getByRole('row').filter({ hasText: name }).first()

/** The one visible button that starts the work, with its price on it. */
export const runButton = (page: Page, words: RegExp) => page.getByRole('button', { name: words })

/** Credits in the header that may be spent. */
export async function balance(page: Page): Promise<number> {
  const text = await page
    .getByRole('banner')
    .getByRole('link', { name: /credits?/ })
    .first()
    .innerText()
  const found = /([\d.,]+)\s+credit/.exec(text)?.[1]
  if (!found) throw new Error(`No balance in "${text}"`)
  return Number(found.replaceAll(',', ''))
}
