import 'server-only'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { newId } from '@/lib/id'

const STALE_MS = 3_600_000

const folder = () => join(env().dataDir, 'tmp')

/** A path for a file that is on its way, on the same disk as the store, so that keeping it is a rename. */
export async function tempPath(): Promise<string> {
  await mkdir(folder(), { recursive: true })
  return join(folder(), newId())
}

/** Removes a temporary file. One that is gone (kept, or never written) is fine. */
export const dropTemp = (path: string): Promise<void> => rm(path, { force: true })

/** Removes what a killed process left half-way. Returns how many files. */
export async function sweepTemp(now = Date.now()): Promise<number> {
  await mkdir(folder(), { recursive: true })
  const paths = (await readdir(folder())).map((name) => join(folder(), name))
  const ages = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        (found) => now - found.mtimeMs,
        () => 0,
      ),
    ),
  )
  const stale = paths.filter((_, at) => (ages[at] ?? 0) > STALE_MS)
  await Promise.all(stale.map(dropTemp))
  return stale.length
}
