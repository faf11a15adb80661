import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes that are in use, without what only waits to be collected. */
export async function heldBytes(): Promise<number> {
  collect()
  await new Promise((resolve) => setImmediate(resolve))
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
