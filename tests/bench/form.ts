import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/test/system.mjs'
import { startBenchApp } from './bench-app.ts'
import { makePerson } from './people.ts'
import { median, row, title } from './print.ts'

/** Of all models the one with the most fields. */
const LARGEST = { id: 'bytedance/seedance-2-5', title: 'Seedance 2.5' }
const OTHER = { id: 'z-image', title: 'Z-Image' }
const SLOWER = 4
const OPENINGS = 9
const TYPED = 'A pale ceramic vase and two pears on a plaster ledge, late sun from the left.'
const SEARCHED = 'nano banana'
/** The browser reports its key times in batches. */
const REPORTED_AFTER_MS = 500

/** The form of the largest model and the browser of models, in a page slowed down fourfold. */
export async function benchForm(dir: string): Promise<void> {
  title(`Form of ${LARGEST.id} and the browser of models, ${SLOWER} × slower processor`)
  const app = await startBenchApp(dir, 'pglite')
  const person = await makePerson(app.url)
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  const cookies = person.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    return { name, value, url: app.url }
  })
  await page.context().addCookies(cookies)
  // tsx names functions by a helper that the page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (named) => named' })
  await page.goto(`${app.url}/models?model=${OTHER.id}`)
  await page.locator('main textarea').first().waitFor()
  const slow = await page.context().newCDPSession(page)
  await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })

  const openings: number[] = []
  for (let i = 0; i < OPENINGS; i++) {
    await open(page, OTHER)
    openings.push(await open(page, LARGEST))
  }
  row('the form opens (click to painted)', `p50 ${median(openings).toFixed(0)} ms (aim ≤ 200)`)
  const keys = await typed(page, page.locator('main textarea').first(), TYPED)
  row('a typed key is painted', `p75 ${quantile(keys, 0.75).toFixed(0)} ms (aim ≤ 100)`)
  const letters = await typed(page, page.locator('main search input'), SEARCHED)
  row('a key in the search is painted', `p75 ${quantile(letters, 0.75).toFixed(0)} ms`)
  await browser.close()
  await app.stop()
}

/** Chooses a model in the list; ms from the click to the frame after its first field is there. */
async function open(page: Page, model: { id: string; title: string }): Promise<number> {
  await page.locator('main search input').fill(model.title)
  const line = page.locator(`[data-row="${model.id}"]`).first()
  await line.waitFor()
  return line.evaluate(
    (element, wanted) =>
      new Promise<number>((resolve) => {
        const begun = performance.now()
        const look = () => {
          const head = document.querySelector(`main form[aria-label*="${wanted}"]`)
          if (!head?.querySelector('textarea, input, button')) return requestAnimationFrame(look)
          requestAnimationFrame(() => resolve(performance.now() - begun))
          return 0
        }
        ;(element as HTMLElement).click()
        requestAnimationFrame(look)
      }),
    model.title,
  )
}

/** Types, and answers each key's time from the event to its paint (ms), as the browser itself measures it. */
async function typed(page: Page, field: ReturnType<Page['locator']>, text: string): Promise<number[]> {
  await field.fill('')
  await field.focus()
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') times.push(entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
  })
  await page.keyboard.type(text, { delay: 120 })
  await new Promise((resolve) => setTimeout(resolve, REPORTED_AFTER_MS))
  const slow = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
  // Keys that were painted within 16 ms are not reported.
  return [...slow, ...Array.from({ length: Math.max(0, text.length - slow.length) }, () => 16)]
}

function quantile(figures: number[], part: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
