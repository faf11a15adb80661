import { readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from '@playwright/test'
import ts from 'typescript'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

// Two pictures in step, without React: real Chromium, real style sheet.

const compiled = (name: string) =>
  ts
    .transpileModule(readFileSync(`components/compare/${name}.ts`, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    })
    .outputText.replace(/^import [^;]*;$/gms, '')
    .replaceAll(/^export /gm, '')
const source = ['zoom-math', 'zoom', 'mirror', 'see-through'].map(compiled).join('\n')
const style =
  readFileSync('components/ui/tokens.css', 'utf8') + readFileSync('components/compare/compare.css', 'utf8')
const dot = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
const cell = `<div class="zoom-cell"><div class="zoom-frame" style="--ratio:2;--most:4000px">
  <div class="cmp cmp-one" data-live><div class="cmp-layer"><img src='${dot}' alt=""></div></div></div>
  <i class="zoom-twin"></i></div>`
const markup = `<style>body{margin:0}.cmp{height:100%}${style}</style>
  <section class="zoom-stage" data-panes="2" style="width:1008px;height:600px" aria-label="x">${cell}${cell}</section>`

let browser: Browser
let page: Page
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  page = await browser.newPage()
}, 60_000)
afterAll(() => browser.close())
beforeEach(async () => {
  await page.setContent(markup)
  await page.addScriptTag({
    type: 'module',
    content: `${source}
      const stage = document.querySelector('.zoom-stage')
      window.seen = []
      window.zoom = mountZoom(stage, { width: 2000, height: 1000 }, (state) => window.seen.push(state))
      window.unmirror = mountMirror(stage)
      window.isSeeThrough = isSeeThrough`,
  })
  await page.waitForFunction(() => 'unmirror' in window)
})

const places = () =>
  page
    .locator('.cmp')
    .evaluateAll((all) =>
      all.map((one) =>
        ['--s', '--tx', '--ty'].map((name) =>
          Number.parseFloat((one as HTMLElement).style.getPropertyValue(name)),
        ),
      ),
    )
const split = () => page.locator('.zoom-stage').getAttribute('data-split')

describe('two pictures in step', () => {
  it('lie one above the other when that shows more of them', async () => {
    expect(await split()).toBe('column')
    await page.locator('.zoom-stage').evaluate((stage) => {
      stage.style.height = '260px'
    })
    await expect.poll(split).toBe('row')
    const boxes = await page.locator('.zoom-frame').evaluateAll((all) => all.map((one) => one.clientWidth))
    expect(boxes).toEqual([500, 500])
  })

  it('are zoomed about the pointer, whichever it is over, and both the same', async () => {
    const under = (x: number) =>
      page.locator('.zoom-frame').evaluateAll(
        (all, at) =>
          all.map((frame) => {
            const { style } = frame.querySelector('.cmp') as HTMLElement
            const number = (name: string) => Number.parseFloat(style.getPropertyValue(name))
            return Math.round((at - frame.getBoundingClientRect().left - number('--tx')) / number('--s'))
          }),
        x,
      )
    const [pixel] = await under(700)
    await page.mouse.move(700, 450)
    // So near that no edge of the picture is seen: then the pixel under the pointer stays there.
    await page.mouse.wheel(0, -900)
    await expect.poll(async () => (await places())[0]?.[0]).toBeGreaterThan(1)
    const [first, second] = await places()
    expect(first).toEqual(second)
    expect(await under(700)).toEqual([pixel, pixel])
  })

  it('lie in a frame that stays as it is from the first step on, clipped to what they cover', async () => {
    const frames = () =>
      page.locator('.zoom-frame').evaluateAll((all) => all.map((one) => [one.clientWidth, one.clientHeight]))
    const clip = () =>
      page
        .locator('.cmp')
        .first()
        .evaluate((one) => getComputedStyle(one).clipPath)
    expect(await frames()).toEqual([
      [592, 296],
      [592, 296],
    ])
    expect(await clip()).toBe('none')
    await page.mouse.move(504, 148)
    await page.mouse.wheel(0, -100)
    await expect.poll(frames).toEqual([
      [1008, 296],
      [1008, 296],
    ])
    // 100 × 0.0022 larger: 592 px become 738.
    expect(await clip()).toMatch(/^inset\(0px 135\.\d*px/)
    await page.mouse.wheel(0, 100)
    await expect.poll(clip).toBe('none')
  })

  it('are moved by hand and by keys, and shown whole again', async () => {
    await page.locator('.zoom-stage').focus()
    await page.keyboard.press('1')
    const before = await places()
    await page.keyboard.press('ArrowRight')
    const after = await places()
    expect(after[0]?.[1]).toBe((before[0]?.[1] ?? 0) - 48)
    expect(after[1]).toEqual(after[0])
    await page.mouse.move(300, 100)
    await page.mouse.down()
    await page.mouse.move(340, 400)
    await page.mouse.up()
    const dragged = await places()
    expect(dragged[0]?.[1]).toBe((after[0]?.[1] ?? 0) + 40)
    expect(dragged[1]).toEqual(dragged[0])
    await page.keyboard.press('0')
    expect((await places())[0]?.[0]).toBeCloseTo(0.296)
  })

  it('show on each other where the pointer is', async () => {
    const twins = () =>
      page
        .locator('.zoom-cell')
        .evaluateAll((all) => all.map((one) => one.hasAttribute('data-twin') && one.getAttribute('style')))
    const ring = '--mx: 200px; --my: 50px;'
    await page.mouse.move(200, 50)
    await expect.poll(twins).toEqual([false, ring])
    await page.mouse.move(200, 304 + 50)
    await expect.poll(twins).toEqual([ring, false])
    await page.mouse.move(200, 700)
    await expect.poll(twins).toEqual([false, false])
    await page.evaluate(() => (window as unknown as { unmirror(): void }).unmirror())
    await page.mouse.move(200, 50)
    expect(await twins()).toEqual([false, false])
  })
})

it('tells pictures with see-through parts from whole ones', async () => {
  const looked = await page.evaluate(async () => {
    const { isSeeThrough } = window as unknown as { isSeeThrough(image: HTMLImageElement): boolean }
    const drawn = async (width: number) => {
      const canvas = document.createElement('canvas')
      canvas.width = 100
      canvas.height = 100
      canvas.getContext('2d')?.fillRect(0, 0, width, 100)
      const image = new Image()
      image.src = canvas.toDataURL('image/png')
      await image.decode()
      return isSeeThrough(image)
    }
    return [await drawn(100), await drawn(90), await drawn(0)]
  })
  expect(looked).toEqual([false, true, true])
})
