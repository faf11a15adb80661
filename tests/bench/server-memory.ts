import { readFileSync } from 'node:fs'

export const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MB`

/** The server is the last of a chain of single children: the leash, then start.mjs, then main.ts. */
export function serverOf(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return child === undefined ? pid : serverOf(Number(child))
}

/** What the system has given it, with what its collector has not given back. */
export function residentBytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? Number.NaN) * 1024
}
