import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from '../../scripts/test/system.mjs'
import { startBenchApp } from './bench-app.ts'
import { type BenchPerson, makePerson, nextAddress } from './people.ts'
import { median, row, title } from './print.ts'

const VISITS = 9
/** Chromium's own "Fast 4G", and a processor four times as slow. */
const FAST_4G = { offline: false, downloadThroughput: 1_012_500, uploadThroughput: 168_750, latency: 165 }
const SLOWER = 4
const AIM_MS = 1_200
const AIM_JS_BYTES = 20_000

const screens = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true },
  desk: { viewport: { width: 1_440, height: 900 } },
} as const

type Job = { id: string; status: string; outputs: { id: string }[] }

/** What somebody waits for who opens a link: its script, and when its largest picture is there. */
export async function benchShare(dir: string): Promise<void> {
  title(`A shared link on fast 4G and a processor ${SLOWER} times as slow, p50 of ${VISITS} first visits`)
  const app = await startBenchApp(dir, 'pglite')
  const person = await makePerson(app.url, await photo())
  const cut = await made(app.url, person, 'recraft/remove-background')
  const enlarged = await made(app.url, person, 'recraft/crisp-upscale')
  const links = {
    'cut out, with its original': { items: [cut], showsOriginal: true },
    'enlarged, with its original': { items: [enlarged], showsOriginal: true },
    'several results': { items: [enlarged, cut] },
  }
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  for (const [name, asked] of Object.entries(links)) {
    const { path } = (await call<{ share: { path: string } }>(app.url, person, '/api/shares', asked)).share
    if (name === Object.keys(links)[0]) row('script', await scriptOf(app.url + path))
    for (const screen of ['phone', 'desk'] as const) {
      const times: number[] = []
      for (let n = 0; n < VISITS; n++) times.push(await largestPaint(browser, screen, app.url + path))
      row(`${name}, ${screen}`, `largest picture after ${median(times).toFixed(0)} ms (aim ≤ ${AIM_MS})`)
    }
  }
  await browser.close()
  await app.stop()
}

/** A real photograph in the size of a phone's camera. */
async function photo(): Promise<Blob> {
  const large = await sharp('tests/fixtures/photos/coffee.png').resize(4_000).jpeg({ quality: 90 }).toBuffer()
  return new Blob([new Uint8Array(large)], { type: 'image/jpeg' })
}

async function call<T>(url: string, person: BenchPerson, path: string, json?: unknown): Promise<T> {
  const answer = await fetch(url + path, {
    ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
    headers: {
      'content-type': 'application/json',
      origin: url,
      cookie: person.cookie,
      'x-forwarded-for': nextAddress(),
    },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** The id of a result of this model. */
async function made(url: string, person: BenchPerson, model: string): Promise<string> {
  const { job } = await call<{ job: Job }>(url, person, '/api/jobs', { model, input: { image: person.file } })
  for (let n = 0; n < 240; n++) {
    const now = (await call<{ job: Job }>(url, person, `/api/jobs/${job.id}`)).job
    if (now.status === 'done') return now.outputs[0]?.id ?? ''
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`${model} did not end`)
}

async function scriptOf(url: string): Promise<string> {
  const page = await (await fetch(url)).text()
  const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text ?? '')
  if (/<script[^>]+src=/.test(page)) throw new Error('a script is loaded besides: count it too')
  return `${gzipSync(scripts.join('')).length} bytes gzip (aim ≤ ${AIM_JS_BYTES})`
}

async function largestPaint(browser: Browser, screen: keyof typeof screens, url: string): Promise<number> {
  const context = await browser.newContext(screens[screen])
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', FAST_4G)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.goto(url, { waitUntil: 'load' })
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const images = list.getEntries().filter((entry) => (entry as { url?: string }).url)
          const last = images.at(-1)
          if (last) resolve(last.startTime)
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  await context.close()
  return ms
}
