import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { html } from '@/components/share/page/html'
import { isVisiting, looksLikePerson, visitCookie } from '@/lib/share/visit'
import { buildSharePage } from '@/scripts/share-page'

const SCRIPT_BYTES = 20 * 1_024

test('the page’s own script is small, and cannot end its element', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loupe-page-'))
  await buildSharePage(folder)
  const script = readFileSync(join(folder, 'browser.js'), 'utf8')
  const style = readFileSync(join(folder, 'page.css'), 'utf8')
  expect(gzipSync(script).length).toBeLessThan(SCRIPT_BYTES)
  expect(`${script}${style}`).not.toMatch(/<\//)
  expect(script).not.toMatch(/https?:|fetch\(/)
  expect(style).toContain('prefers-color-scheme:dark')
})

test('whatever fills a gap is text', () => {
  const bad = `</title><script>alert('"&')</script>`
  const said = '&lt;/title&gt;&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;'
  expect(html`<p title="${bad}">${[bad, 1, null, false]}</p>`.text).toBe(`<p title="${said}">${said}1</p>`)
  expect(html`<b>${html`<i>${'<'}</i>`}</b>`.text).toBe('<b><i>&lt;</i></b>')
})

test('a visit is one link’s own, ends, and cannot be made up', () => {
  const cookie = visitCookie('one', 'token')
  expect(cookie).toMatch(/; Path=\/s\/token; Max-Age=3600; HttpOnly; SameSite=Lax$/)
  const [pair = ''] = cookie.split('; ')
  expect(isVisiting('one', `a=b; ${pair}`)).toBe(true)
  expect(isVisiting('two', pair)).toBe(false)
  const later = pair.replace(/\d{13}/, (until) => String(Number(until) + 1))
  for (const made of [null, 'visit=', 'visit=x.y', `visit=${Date.now() + 9_999}.`, later]) {
    expect(isVisiting('one', made)).toBe(false)
  }
})

test.for([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', true],
  ['Mozilla/5.0 (compatible; Googlebot/2.1)', false],
  ['facebookexternalhit/1.1', false],
  ['TelegramBot (like TwitterBot)', false],
  ['curl/8.0', false],
] as const)('%s counts as a person: %s', ([agent, isPerson]) => {
  const headers = new Headers({ 'user-agent': agent })
  expect(looksLikePerson({ method: 'GET', headers })).toBe(isPerson)
  expect(looksLikePerson({ method: 'HEAD', headers })).toBe(false)
  headers.set('sec-purpose', 'prefetch;prerender')
  expect(looksLikePerson({ method: 'GET', headers })).toBe(false)
})
