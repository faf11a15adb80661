import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '@/lib/env'

let read: { script: string; style: string } | undefined

/** The script and style of the page behind a link, made by `scripts/share-page.ts` at every build. */
export function pageAssets(): { script: string; style: string } {
  if (read && env().production) return read
  const at = (name: string) =>
    readFileSync(join(/* turbopackIgnore: true */ process.cwd(), '.next', 'share', name), 'utf8')
  read = { script: at('browser.js'), style: at('page.css') }
  return read
}
