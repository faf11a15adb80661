import { gzipSync } from 'node:zlib'

/**
 * Bytes (gzip) of the scripts that a page asks for before anything is clicked, without the polyfill that modern
 * browsers skip.
 */
export async function firstLoadBytes(url: string, page: string, cookie = ''): Promise<number> {
  const html = await (await fetch(url + page, { headers: { cookie } })).text()
  const tags = [...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g)]
  const sources = new Set(tags.filter(([tag]) => !/nomodule/i.test(tag)).map((match) => match[1]))
  let bytes = 0
  for (const source of sources) {
    bytes += gzipSync(Buffer.from(await (await fetch(url + source)).arrayBuffer())).length
  }
  return bytes
}
