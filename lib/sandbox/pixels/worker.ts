import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import { removeBackground } from './remove-background.ts'
import { upscale } from './upscale.ts'

// Loaded by Node itself in a thread of its own (see lib/sandbox/work.ts), never by a bundler.

const jobs = { 'remove-background': removeBackground, upscale }
type Request = { id: number; job: keyof typeof jobs; bytes: Uint8Array }

sharp.cache(false)
let turn: Promise<void> = Promise.resolve()

parentPort?.on('message', (request: Request) => {
  turn = turn.then(() => answer(request))
})

async function answer({ id, job, bytes }: Request) {
  try {
    const made = new Uint8Array(await jobs[job](bytes))
    parentPort?.postMessage({ id, bytes: made }, [made.buffer])
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
}
