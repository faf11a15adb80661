import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import { freePort } from './postgres.ts'

export type Bucket = { env: Record<string, string>; close: () => Promise<void> }

/** An S3 store on loopback with one bucket, and the variables that point an app at it. */
export async function startBucket(): Promise<Bucket> {
  const directory = mkdtempSync(join(tmpdir(), 'loupe-s3-'))
  const port = await freePort()
  const server = new S3rver({
    address: '127.0.0.1',
    port,
    silent: true,
    directory,
    configureBuckets: [{ name: 'loupe' }],
  })
  await server.run()
  return {
    env: {
      STORAGE_URL: `s3://loupe?endpoint=${encodeURIComponent(`http://127.0.0.1:${port}`)}&region=us-east-1`,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
    },
    close: async () => {
      await server.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
