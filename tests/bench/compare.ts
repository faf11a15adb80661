import { readFileSync } from 'node:fs'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import ts from 'typescript'
import { findChromium } from '../../scripts/test/system.mjs'
import { row, title } from './print.ts'

const SIDE = 4_000
const STAGE = { width: 1_400, height: 800 }
const FRAMES = 100
const ADDRESS = 'http://compare.test'

const compiled = (name: string) =>
  ts
    .transpileModule(readFileSync(`components/compare/${name}.ts`, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    })
    .outputText.replace(/^import [^;]*;$/gms, '')
    .replaceAll(/^export /gm, '')

/** What the slider and the zoom cost for each frame with two pictures of 16 megapixels: real style sheet, no React. */
export async function benchCompare(): Promise<void> {
  title(
    `Compare, two pictures of ${SIDE} × ${SIDE}, ${FRAMES} steps each (aims: no layout, ≤ 4 ms of script a frame)`,
  )
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  const page = await browser.newPage({ viewport: STAGE })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await show(page)
  const { mouse } = page
  const [x, y] = [STAGE.width / 2, STAGE.height / 2]

  await mouse.move(x, y)
  await mouse.down()
  await measured('drag of the line', page, cdp, (n) => mouse.move(x - 300 + n * 6, y))
  await mouse.up()
  await mouse.move(x, y)
  await mouse.wheel(0, -1)
  await measured('zoom until the stage is covered', page, cdp, () => mouse.wheel(0, -3))
  await measured('zoom from there on', page, cdp, () => mouse.wheel(0, -8))
  await mouse.move(x + 100, y)
  await mouse.down()
  await measured('pan', page, cdp, (n) => mouse.move(x + 100 - n * 3, y - n))
  await mouse.up()
  await browser.close()
}

async function show(page: Page): Promise<void> {
  const files: Record<string, Buffer> = { '/a.jpg': await photo('#a86'), '/b.jpg': await photo('#68a') }
  const style = ['components/ui/tokens.css', 'components/compare/compare.css'].map((path) =>
    readFileSync(path, 'utf8'),
  )
  const html = `<style>body{margin:0}.cmp{width:100%;height:100%}${style.join('')}</style>
    <section class="zoom-stage" data-panes="1" style="width:100vw;height:100vh" aria-label="Compare">
      <div class="zoom-cell"><div class="zoom-frame" style="--ratio:1;--most:${SIDE * 2}px"><div class="cmp" style="--x:50%">
        <div class="cmp-layer cmp-after"><img src="/a.jpg" alt=""></div>
        <div class="cmp-layer cmp-before"><img src="/b.jpg" alt=""></div>
        <span class="cmp-tag cmp-tag-before">Before</span><span class="cmp-tag cmp-tag-after">After</span>
        <input type="range" class="cmp-range" min="0" max="100" value="50" aria-label="Before and after">
        <div class="cmp-bar"><div class="cmp-grip"><i></i></div><span class="cmp-tag cmp-position"></span></div>
      </div></div></div>
      <div class="zoom-map" style="aspect-ratio:1"><img src="/a.jpg" alt=""><i></i><b></b></div>
    </section>`
  await page.route(`${ADDRESS}/**`, (route) => {
    const body = files[new URL(route.request().url()).pathname]
    return route.fulfill(
      body ? { body, contentType: 'image/jpeg' } : { body: html, contentType: 'text/html' },
    )
  })
  await page.goto(ADDRESS)
  await page.addScriptTag({
    type: 'module',
    content: `${['compare', 'zoom-math', 'zoom'].map(compiled).join('\n')}
      await Promise.all([...document.images].map((image) => image.decode()))
      mount(document.querySelector('.cmp'))
      mountZoom(document.querySelector('.zoom-stage'), { width: ${SIDE}, height: ${SIDE} }, () => undefined)
      window.isMounted = true`,
  })
  await page.waitForFunction(() => 'isMounted' in window)
}

/** Like a photograph, it does not compress to nothing. */
const photo = (background: string) =>
  sharp({
    create: {
      width: SIDE,
      height: SIDE,
      channels: 3,
      background,
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .jpeg()
    .toBuffer()

async function measured(
  name: string,
  page: Page,
  cdp: CDPSession,
  step: (n: number) => Promise<void>,
): Promise<void> {
  const nextFrame = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  await nextFrame()
  const before = await figures(cdp)
  for (let n = 0; n < FRAMES; n++) {
    await step(n)
    await nextFrame()
  }
  const after = await figures(cdp)
  const of = (figure: string) => (after.get(figure) ?? 0) - (before.get(figure) ?? 0)
  // Seconds; the question for the next frame is among them.
  const script = (of('ScriptDuration') * 1_000) / FRAMES
  row(name, `layouts ${of('LayoutCount')}, script ${script.toFixed(2)} ms a frame`)
}

async function figures(cdp: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return new Map(metrics.map(({ name, value }) => [name, value]))
}
