import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/test/system.mjs'
import { startPostgres } from '../support/postgres.ts'
import { type BenchApp, startBenchApp } from './bench-app.ts'
import type { BenchPerson } from './people.ts'
import { median, row, title } from './print.ts'
import { DAYS, filled } from './results.ts'

const FEW = 1_000
const MANY = 1_000_000
const REQUESTS = 200
const STEPS = 120
/** A page for which nothing came for so long has loaded: scrolling is measured, not loading. */
const LOADED_MS = 1_000

/** The gallery of somebody with a million results beside that of somebody with a thousand. */
export async function benchGallery(dir: string): Promise<void> {
  title(`Gallery, ${MANY} results of a person beside ${FEW}, PostgreSQL`)
  const server = await startPostgres()
  process.env.TEST_POSTGRES_URL = server.url
  const app = await startBenchApp(dir, 'postgres')
  const few = await filled(app, FEW)
  const many = await filled(app, MANY)
  await app.query('vacuum analyze files')
  const middle = new Date(Date.now() - (DAYS / 2) * 86_400_000).toISOString().slice(0, 7)
  const asks = {
    'first page': 'limit=100',
    'page in the middle': `limit=100&at=${middle}`,
    'of a model': 'limit=100&model=recraft/remove-background',
    favourites: 'limit=100&favourite=1',
    'a word of one in eight': 'limit=100&q=red',
    'a word of one in a thousand (1 beside 100 on the page)': 'limit=100&q=cup77',
  }
  for (const [name, query] of Object.entries(asks)) {
    // Taken in turns, so that a busy moment meets both.
    const times: [number[], number[]] = [[], []]
    for (let n = 0; n < REQUESTS; n++) {
      times[0].push(await timed(app, few, `/api/gallery?${query}`))
      times[1].push(await timed(app, many, `/api/gallery?${query}`))
    }
    const [small, large] = times.map(median)
    const ratio = (large ?? 0) / (small ?? 1)
    row(name, `p50 ${small?.toFixed(1)} and ${large?.toFixed(1)} ms, × ${ratio.toFixed(2)} (aim ≤ 1.3)`)
  }
  await scrolled(app, many)
  await app.stop()
  await server.stop()
}

async function timed(app: BenchApp, person: BenchPerson, path: string): Promise<number> {
  const begun = performance.now()
  const answer = await fetch(app.url + path, { headers: { cookie: person.cookie } })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return performance.now() - begun
}

/** From one end to the other in Chromium: how long the longest task is, and how many nodes there are. */
async function scrolled(app: BenchApp, person: BenchPerson): Promise<void> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.context().addCookies(
    person.cookie.split('; ').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      return { name, value, url: app.url }
    }),
  )
  // tsx names functions by a helper that the page does not have.
  await page.addInitScript({ content: 'globalThis.__name = (named) => named' })
  // The rows have no bytes. Refused by Chromium itself: to answer 200 of them a second would keep a core of this machine
  // from what is measured.
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.setBlockedURLs', { urls: ['*/api/files/*'] })
  await page.goto(`${app.url}/gallery`)
  await page.locator('[data-result]').first().waitFor()
  await page.waitForFunction((ms) => {
    const ends = performance.getEntriesByType('resource').map((one) => one.startTime + one.duration)
    return performance.now() - Math.max(...ends) > ms
  }, LOADED_MS)
  const seen = await page.evaluate(async (steps) => {
    const long: number[] = []
    let nodes = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(duration)
    }).observe({ type: 'longtask' })
    const box = document.querySelector('[role=grid]')?.parentElement as HTMLElement
    for (let step = 0; step <= steps; step++) {
      box.scrollTop = ((box.scrollHeight - box.clientHeight) * step) / steps
      await new Promise((resolve) => setTimeout(resolve, 250))
      nodes = Math.max(nodes, document.querySelectorAll('*').length)
    }
    return { long, nodes }
  }, STEPS)
  const tasks = seen.long.map((ms) => `${ms.toFixed(0)} ms`).join(', ')
  row('scrolled from end to end', `tasks over 50 ms: ${tasks || 'none'} (aim: none)`)
  row('nodes', `${seen.nodes} at most (aim ≤ 1500)`)
  row('months', await monthsReached(page))
  await browser.close()
}

/** Each month by the keys of the scrubber, until results of that month are in the window. */
async function monthsReached(page: Page): Promise<string> {
  const scrubber = page.getByRole('slider')
  await scrubber.focus()
  await scrubber.press('Home')
  const last = Number(await scrubber.getAttribute('aria-valuemax'))
  let reached = 0
  for (let month = 0; month <= last; month++) {
    await page.locator(`[role=slider][aria-valuenow="${month}"]`).waitFor()
    const name = (await scrubber.getAttribute('aria-valuetext')) ?? ''
    const isThere = await page
      .waitForFunction(
        (name) => {
          const [month = '', year = ''] = name.split(' ')
          const isOwn = (text: string) =>
            text.includes(month) && (text.includes(year) || year === `${new Date().getFullYear()}`)
          const inWindow = (one: Element) => {
            const { top, bottom } = one.getBoundingClientRect()
            return bottom > 0 && top < innerHeight
          }
          const headings = [...document.querySelectorAll('[role=grid] h2')].filter(inWindow)
          return headings.some(({ textContent }) => isOwn(textContent ?? ''))
        },
        name,
        { timeout: 5_000 },
      )
      .then(
        () => true,
        () => false,
      )
    if (isThere) reached++
    await scrubber.press('ArrowDown')
  }
  return `${reached} of ${last + 1} reached and seen`
}
