import { readFileSync } from 'node:fs'
import { COFFEE, choose, expect, test } from './loupe.ts'

// The studio in the languages that are not English: every word of the interface is theirs.

const languages = [
  { locale: 'ru', lang: 'ru', letters: /[А-Яа-яЁё]/ },
  { locale: 'zh', lang: 'zh-Hans', letters: /\p{Script=Han}/u },
] as const

/** Names that are the same everywhere: products, formats, keys, units, the picture's and the person's. */
const NAMES = /\b(Loupe|KIE|JPEG|PNG|WebP|coffee|png|Ctrl|MB|English|Recraft|px|ann|ann@loupe\.test)\b/g

const words = (locale: string, group: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`messages/${locale}/${group}.json`, 'utf8'))

for (const { locale, lang, letters } of languages) {
  test(`the studio speaks ${locale}`, async ({ page, context, loupe, enter }) => {
    await enter('ann')
    await context.addCookies([{ name: 'locale', value: locale, url: loupe.url }])
    await page.goto(`${loupe.url}/studio`)
    await expect(page.locator('html')).toHaveAttribute('lang', lang)
    const studio = words(locale, 'studio')
    await choose(page, COFFEE)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/1/)
    await expect(page.getByRole('button', { name: String(studio.clear), exact: true })).toBeVisible()
    const shown = await page.locator('body').innerText()
    expect(shown).toMatch(letters)
    expect(shown.replaceAll(NAMES, '').match(/[A-Za-z]{2,}/g) ?? [], 'English words').toEqual([])
    const labels = await page
      .locator('[aria-label]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
    expect(labels.length).toBeGreaterThan(5)
    for (const label of labels) {
      expect(label.replaceAll(NAMES, '').match(/[A-Za-z]{2,}/g) ?? [], label).toEqual([])
    }
  })
}
