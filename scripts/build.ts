import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSharePage } from './share-page'

const SOURCES = [
  'app',
  'components',
  'db',
  'lib',
  'messages',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'scripts/share-page.ts',
  'tsconfig.json',
]
const STAMP = join('.next', 'built-from')

/** Builds the web app when the sources are not those of the last build. */
export async function buildWhenStale(): Promise<void> {
  const sources = digest()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return
  console.log('Building Loupe. This takes a moment after every change.')
  const built = spawnSync(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (built.status !== 0) {
    console.error(`${built.stdout}\n${built.stderr}\nThe build failed, see above.`)
    process.exit(1)
  }
  await buildSharePage()
  writeFileSync(STAMP, sources)
}

function digest(): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of SOURCES.flatMap(filesUnder).sort()) hash.update(path).update(readFileSync(path))
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
