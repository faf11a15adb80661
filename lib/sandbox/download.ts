import 'server-only'
import type { FileStore, Received } from './file-store'
import { isLoopback } from './own-path'

const FETCH_LIMIT_MS = 30_000

/** Gets a file from this machine alone: the sandbox reaches nothing outside. Null when it cannot. */
export async function download(
  url: string,
  maxBytes: number,
  files: FileStore,
  signal: AbortSignal,
): Promise<Received | null> {
  if (!isLoopback(new URL(url).hostname)) return null
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(FETCH_LIMIT_MS)]),
    })
    return response.ok && response.body ? await files.receive(response.body, maxBytes) : null
  } catch {
    return null
  }
}
