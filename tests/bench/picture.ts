import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from '../../scripts/test/system.mjs'
import { startSandboxProcess } from '../support/sandbox.ts'
import { startBenchApp } from './bench-app.ts'
import { makePerson, submission } from './people.ts'
import { median, row, title } from './print.ts'

const ROUNDS = 15

/**
 * From the upstream's completion of a 1-megapixel PNG to its picture decoded in Chromium, with callbacks: the time on
 * the task's record (the sandbox's clock is this machine's) to the decoded preview that the live list announced.
 */
export async function benchPicture(dir: string): Promise<void> {
  title(`Upstream completion to decoded picture in Chromium, ${ROUNDS} rounds, pglite`)
  const sandbox = await startSandboxProcess()
  await sandbox.script([{ on: 'task', times: 1_000, act: { skipWork: true } }], { minMs: 200 })
  const app = await startBenchApp(dir, 'pglite', sandbox.env)
  const person = await makePerson(
    app.url,
    new Blob([new Uint8Array(await megapixel())], { type: 'image/png' }),
  )
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage()
  const cookies = person.cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    return { name, value, url: app.url }
  })
  await page.context().addCookies(cookies)
  await page.goto(`${app.url}/empty`)
  await page.evaluate(watch)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await one(page, app.url, person, sandbox))
  row('p50', `${median(times).toFixed(0)} ms (aim ≤ 300)`)
  row('worst', `${Math.max(...times).toFixed(0)} ms`)
  await browser.close()
  await app.stop()
  await sandbox.close()
}

type Page = import('@playwright/test').Page

/** In the page: every job that is done has its preview decoded at once, and the time of that noted. */
const watch = () =>
  new Promise<void>((resolve) => {
    const decodedAt: Record<string, number> = {}
    Object.assign(window, { decodedAt })
    const events = new EventSource('/api/jobs/events')
    events.addEventListener('snapshot', () => resolve())
    events.addEventListener('job', (event) => {
      const job = JSON.parse((event as MessageEvent<string>).data)
      if (job.status !== 'done') return
      const picture = new Image()
      picture.src = job.outputs[0].previewUrl
      void picture.decode().then(() => {
        decodedAt[job.id] = Date.now()
      })
    })
  })

/** Milliseconds from the upstream's end of one job to its picture. */
async function one(
  page: Page,
  url: string,
  person: Parameters<typeof submission>[1],
  sandbox: Awaited<ReturnType<typeof startSandboxProcess>>,
): Promise<number> {
  const submitted = await fetch(`${url}/api/jobs`, { method: 'POST', ...submission(url, person) })
  const { job } = (await submitted.json()) as { job: { id: string } }
  const seen = await page.waitForFunction(
    (id) => (window as unknown as { decodedAt: Record<string, number> }).decodedAt[id],
    job.id,
  )
  const { tasks } = await sandbox.books()
  const task = tasks.find((each) => each.callBackUrl?.includes(job.id))
  const ended = (task as { ending?: { at: number } | null } | undefined)?.ending
  if (!ended) throw new Error(`The upstream knows no end of job ${job.id}`)
  return ((await seen.jsonValue()) as number) - ended.at
}

const megapixel = () =>
  sharp({
    create: {
      width: 1000,
      height: 1000,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .png({ compressionLevel: 6 })
    .toBuffer()
