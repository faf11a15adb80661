import 'server-only'
import { statfs } from 'node:fs/promises'
import { env } from '@/lib/env'

/** The disk under `DATA_DIR` (bytes): the database on PGlite, and the files unless they are on S3. */
export async function disk(): Promise<{ capacity: number; free: number }> {
  const { bsize, blocks, bavail } = await statfs(env().dataDir)
  return { capacity: bsize * blocks, free: bsize * bavail }
}
