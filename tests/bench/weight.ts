import { gzipSync } from 'node:zlib'
import { startBenchApp } from './bench-app.ts'
import { makePerson } from './people.ts'
import { row, title } from './print.ts'

const PAGES = ['/empty', '/', '/sign-in', '/sign-up', '/studio', '/credits', '/settings']

/** First-load JavaScript of each page, gzip, beside an empty page of the same Next. Without the nomodule polyfill. */
export async function benchWeight(dir: string): Promise<void> {
  title('First-load JavaScript, gzip, without the polyfill that modern browsers skip')
  const app = await startBenchApp(dir, 'pglite')
  const person = await makePerson(app.url)
  let empty = 0
  for (const page of PAGES) {
    const html = await (
      await fetch(app.url + page, { headers: { cookie: page.startsWith('/sign') ? '' : person.cookie } })
    ).text()
    const sources = [...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g)].filter(
      ([tag]) => !/nomodule/i.test(tag),
    )
    let bytes = 0
    for (const source of new Set(sources.map((match) => match[1]))) {
      bytes += gzipSync(Buffer.from(await (await fetch(app.url + source)).arrayBuffer())).length
    }
    if (page === '/empty') empty = bytes
    row(page, `${(bytes / 1000).toFixed(0)} kB, ${(bytes / empty).toFixed(2)} × empty`)
  }
  await app.stop()
}
