import 'server-only'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Gate } from '@/lib/gate'
import { log } from '@/lib/log'
import type { Report } from './report'
import type { Sniffed } from './sniff'
import { kindOf } from './types'

const AT_ONCE = 2
/** A film of hours takes half a second; what takes longer than this is an attack. */
const TIMEOUT_MS = 15_000
const HEAP_MEGABYTES = 128
const MAX_ANSWER_BYTES = 65_536

type Measures = Sniffed & { width: number | null; height: number | null; durationMs: number }

export type Measured =
  | { kind: 'read'; measures: Measures }
  /** It is as long as it should be, but what it holds could not be read. */
  | { kind: 'unread' }
  /** Cut off, or something else. */
  | { kind: 'broken' }

const run = promisify(execFile)

// On globalThis, because Next bundles routes apart: the limit is the process's.
const shared = globalThis as { loupeProbes?: Gate }

/**
 * Reads the length of a film or a sound and the size of a film, in a process of its own: whatever a file does to its
 * reader (endless loops, exploding tables), it ends within `timeoutMs`, and only there.
 * @throws when the process could not be started at all, or was stopped together with ours.
 */
export async function measure(path: string, sniffed: Sniffed, timeoutMs = TIMEOUT_MS): Promise<Measured> {
  shared.loupeProbes ??= new Gate(AT_ONCE)
  const report = await shared.loupeProbes.run(() => probe(path, sniffed.mime, timeoutMs))
  if (report && report.fault !== null) return { kind: 'broken' }
  if (!report || 'fault' in report.tracks) return { kind: 'unread' }
  const kind = kindOf(report.tracks.mime)
  return kind ? { kind: 'read', measures: { ...report.tracks, kind } } : { kind: 'unread' }
}

async function probe(path: string, mime: string, timeoutMs: number): Promise<Report | null> {
  const script = join(/* turbopackIgnore: true */ process.cwd(), 'lib/files/probe/main.ts')
  const flags = [`--max-old-space-size=${HEAP_MEGABYTES}`, '--no-warnings']
  try {
    const { stdout } = await run(process.execPath, [...flags, script, path, mime], {
      env: { NODE_ENV: 'production' },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_ANSWER_BYTES,
    })
    const report = JSON.parse(stdout) as Report
    log().debug({ mime, report }, 'film or sound read')
    return report
  } catch (error) {
    if (isOurs(error)) throw error
    log().info(
      { mime, reason: error instanceof Error ? error.message : String(error) },
      'film or sound not readable',
    )
    return null
  }
}

/** No process to be had, or stopped from outside: that says nothing about the file. */
function isOurs(error: unknown): boolean {
  const { syscall, signal } = error as { syscall?: string; signal?: string }
  return syscall?.startsWith('spawn') || signal === 'SIGINT' || signal === 'SIGTERM'
}
