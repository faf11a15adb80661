import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import ts from 'typescript'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

// The slider alone, without React, as a page of another kind would use it: real Chromium, real style sheet.

const source = ts.transpileModule(readFileSync('components/compare/compare.ts', 'utf8'), {
  compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, removeComments: true },
}).outputText
const style =
  readFileSync('components/ui/tokens.css', 'utf8') + readFileSync('components/compare/compare.css', 'utf8')
const dot = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
const markup = `<style>body{margin:0}${style}</style>
  <div class="cmp" style="width:400px;height:300px">
    <div class="cmp-layer cmp-after"><img src='${dot}' alt="After"></div>
    <div class="cmp-layer cmp-before"><img src='${dot}' alt="Before"></div>
    <input type="range" class="cmp-range" min="0" max="100" value="40" aria-label="Before and after">
    <div class="cmp-bar"><div class="cmp-grip"><i></i></div><span class="cmp-tag cmp-position"></span></div>
  </div>`

let browser: Browser
let page: Page
beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  page = await browser.newPage()
}, 60_000)
afterAll(() => browser.close())

const enliven = async () => {
  await page.addScriptTag({
    type: 'module',
    content: `${source}\nwindow.slider = mount(document.querySelector('.cmp'))`,
  })
  // A module without an address runs in its own time, not before the tag is there.
  await page.locator('.cmp[data-live]').waitFor()
}
const seen = () =>
  page.evaluate(() => {
    const root = document.querySelector<HTMLElement>('.cmp')
    const range = document.querySelector<HTMLInputElement>('.cmp-range')
    const grip = document.querySelector('.cmp-grip')?.getBoundingClientRect()
    return {
      x: Math.round(Number.parseFloat(root?.style.getPropertyValue('--x') ?? '')),
      value: range?.valueAsNumber,
      said: range?.getAttribute('aria-valuetext'),
      line: grip && Math.round(grip.left + grip.width / 2),
    }
  })

describe('the slider without React', () => {
  beforeEach(async () => {
    await page.setContent(markup)
    await enliven()
  })

  it('stands where the markup says', async () => {
    expect(await seen()).toEqual({ x: 40, value: 40, said: '40 %', line: 160 })
  })

  it('follows the mouse, also outside, and lets go', async () => {
    await page.mouse.move(100, 100)
    await page.mouse.down()
    await expect.poll(async () => (await seen()).x).toBe(25)
    await page.mouse.move(300, 500)
    await expect.poll(async () => (await seen()).x).toBe(75)
    expect(await page.locator('.cmp').getAttribute('data-drag')).toBe('')
    await page.mouse.move(900, 500)
    await expect.poll(async () => (await seen()).x).toBe(100)
    await page.mouse.up()
    await page.mouse.move(40, 40)
    await expect.poll(async () => (await seen()).x).toBe(100)
    expect(await page.locator('.cmp').getAttribute('data-drag')).toBeNull()
  })

  it('is worked by keys', async () => {
    await page.locator('.cmp-range').focus()
    const press = async (key: string) => {
      await page.keyboard.press(key)
      return (await seen()).x
    }
    expect(await press('ArrowRight')).toBe(41)
    expect(await press('Shift+ArrowRight')).toBe(51)
    expect(await press('Shift+ArrowLeft')).toBe(41)
    expect(await press('ArrowLeft')).toBe(40)
    expect(await press('End')).toBe(100)
    expect(await press('Shift+ArrowRight')).toBe(100)
    expect(await press('Home')).toBe(0)
    expect((await seen()).said).toBe('0 %')
  })

  it('shows each picture on its own side of the line', async () => {
    const clips = await page.evaluate(() =>
      ['.cmp-before', '.cmp-after'].map((side) => {
        const layer = document.querySelector(side)
        return layer && getComputedStyle(layer).clipPath
      }),
    )
    expect(clips).toEqual(['inset(0px 60% 0px 0px)', 'inset(0px 0px 0px 40%)'])
  })

  it('stops a drag when a second finger comes', async () => {
    await page.evaluate(() => {
      const root = document.querySelector('.cmp')
      const send = (type: string, init: PointerEventInit) =>
        root?.dispatchEvent(
          new PointerEvent(type, { bubbles: true, button: 0, pointerType: 'mouse', ...init }),
        )
      if (root) root.setPointerCapture = () => undefined
      send('pointerdown', { pointerId: 1, isPrimary: true, clientX: 200 })
      send('pointerdown', { pointerId: 2, isPrimary: false, clientX: 300 })
      send('pointermove', { pointerId: 1, isPrimary: true, clientX: 40 })
    })
    await expect.poll(async () => (await seen()).x).toBe(50)
  })

  it('says no more after it is taken away', async () => {
    await page.evaluate(() => (window as unknown as { slider: { destroy(): void } }).slider.destroy())
    await page.mouse.click(300, 100)
    await expect.poll(async () => (await seen()).x).toBe(40)
  })
})

it('shows two pictures side by side where no script runs', async () => {
  await page.setContent(markup)
  const boxes = await page
    .locator('.cmp-layer')
    .evaluateAll((layers) => layers.map((l) => l.getBoundingClientRect()))
  expect(boxes.map((box) => [box.x, box.width])).toEqual([
    [201, 199],
    [0, 199],
  ])
  expect(await page.locator('.cmp-range').isVisible()).toBe(false)
})

it('weighs at most 1.5 kB', () => {
  expect(gzipSync(source).length).toBeLessThanOrEqual(1500)
})
