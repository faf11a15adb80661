import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const schemes = ['light', 'dark'] as const
/** The rules that look at colours: the others find the same in both themes, and are asked once. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * No violation that axe knows, as the page is shown now, in light and in dark.
 * @param isThemed false: the page has no theme to choose and follows the system by its style alone.
 */
export async function expectAccessible(page: Page, what: string, isThemed = true) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    if (isThemed) await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    // Colours on their way from one theme to the other are nobody's colours.
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
    )
    // React Aria's own messages: for some seconds they name what may have gone meanwhile.
    const axe = new AxeBuilder({ page }).exclude('[data-live-announcer]')
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(COLOUR_RULES)).analyze()
    const found = violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }))
    expect(found, `${what}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
