import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/test/system.mjs'
import { startPostgres } from '../support/postgres.ts'
import { type BenchApp, startBenchApp } from './bench-app.ts'
import { type BenchPerson, makePerson } from './people.ts'
import { median, row, title } from './print.ts'

const FEW = 1_000
const MANY = 1_000_000
const REQUESTS = 200
/** Results lie evenly over so many days. */
const DAYS = 1_000
const STEPS = 120

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
    'a word found': 'limit=100&q=cup77',
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

/** A person with so many results: rows without bytes, four of a job. */
async function filled(app: BenchApp, count: number): Promise<BenchPerson> {
  const person = await makePerson(app.url)
  const at = `now() - n * (interval '${DAYS} days' / ${count})`
  // Jobs by hand, past the rules of money: none is asked about here.
  await app.query(`
    set session_replication_role = replica;
    insert into jobs (id, user_id, model, input, hold, request_hash, status, charged, created_at, started_at,
      finished_at, updated_at)
    select lpad((n / 4)::text, 8, '0') || right(md5(user_id || n), 18), user_id, 'z-image', '{}', 0, 'x', 'done', 0, ${at},
      ${at}, ${at}, ${at}
    from files, generate_series(4, ${count}, 4) n where files.id = '${person.file}';
    set session_replication_role = origin`)
  // Words one by one would take most of the bench; here they are written with the rows.
  await app.query('alter table files disable trigger files_words')
  await app.query(`
    insert into files (id, user_id, job_id, position, kind, name, mime, bytes, width, height, sha256, model,
      is_favourite, created_at, words)
    select lpad(n::text, 8, '0') || right(md5(id || n), 18), user_id, id, n % 4, 'image', 'cup' || n || '.png',
      'image/png', 1000, 600 + (n % 7) * 200, 1000, 'x',
      (array['recraft/remove-background', 'recraft/crisp-upscale', 'z-image'])[1 + n % 3],
      n % 50 = 0, ${at},
      array[left(user_id, 8) || 'cup' || (n % 1000)]
    from (
      select id, user_id, 4 * left(id, 8)::int + part as n from jobs, generate_series(0, 3) part
      where user_id = (select user_id from files where id = '${person.file}')) made`)
  await app.query(`
    insert into gallery_words (user_id, word)
    select user_id, 'cup' || n from files, generate_series(0, 999) n where files.id = '${person.file}'
    on conflict do nothing`)
  await app.query('alter table files enable trigger files_words')
  return person
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
  // The rows have no bytes.
  await page.route('**/api/files/**', (route) => route.fulfill({ status: 404 }))
  await page.goto(`${app.url}/gallery`)
  await page.locator('[data-result]').first().waitFor()
  const seen = await page.evaluate(async (steps) => {
    let longest = 0
    let nodes = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
    }).observe({ type: 'longtask' })
    const box = document.querySelector('[role=grid]')?.parentElement as HTMLElement
    for (let step = 0; step <= steps; step++) {
      box.scrollTop = ((box.scrollHeight - box.clientHeight) * step) / steps
      await new Promise((resolve) => setTimeout(resolve, 250))
      nodes = Math.max(nodes, document.querySelectorAll('*').length)
    }
    return { longest, nodes }
  }, STEPS)
  row('scrolled from end to end', `longest task ${seen.longest.toFixed(0)} ms (aim ≤ 50; 0: none over 50)`)
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
