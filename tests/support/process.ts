import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export type Ended = { code: number | null; signal: NodeJS.Signals | null }

/** Absolute: what is started may stand in another folder. */
const LEASH = join(import.meta.dirname, 'leash.mjs')

const alive = new Set<Running>()

/** Kills what a failed test left behind. */
export async function killLeftovers(): Promise<void> {
  await Promise.all([...alive].map((running) => running.kill()))
}

/** A program of ours in a process group of its own, so that it can be killed with everything it started. */
export class Running {
  #output = ''
  #ended: Ended | null = null
  readonly ended: Promise<Ended>

  constructor(readonly child: ChildProcess) {
    const collect = (chunk: Buffer) => {
      this.#output += chunk.toString()
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        this.#ended = { code, signal }
        alive.delete(this)
        process.removeListener('exit', this.#killAtExit)
        resolve(this.#ended)
      })
    })
    alive.add(this)
    process.once('exit', this.#killAtExit)
  }

  readonly #killAtExit = () => this.#signal('SIGKILL')

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** Everything it has printed. */
  get output(): string {
    return this.#output
  }

  get over(): boolean {
    return this.#ended !== null
  }

  /** `kill -9` of the whole group, now. */
  async kill(): Promise<Ended> {
    this.#signal('SIGKILL')
    return this.ended
  }

  /** As a system's service manager stops it; the answer tells how it ended and after how many ms. */
  async stop(limitMs = 15_000): Promise<Ended & { ms: number }> {
    const begun = performance.now()
    if (!this.over) this.child.kill('SIGTERM')
    const late = delay(limitMs, null, { ref: false })
    const ended = await Promise.race([this.ended, late])
    if (!ended) {
      await this.kill()
      throw new Error(`It did not stop within ${limitMs} ms:\n${this.#output.slice(-4_000)}`)
    }
    return { ...ended, ms: performance.now() - begun }
  }

  #signal(signal: NodeJS.Signals) {
    if (this.over || !this.child.pid) return
    try {
      process.kill(-this.child.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Of the environment only what programs need to run at all: no variable of Loupe's leaks into a test. */
function bareEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TEMP', 'SystemRoot']
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Starts one of our scripts as npm would. */
export function startScript(args: string[], env: Record<string, string>, cwd = process.cwd()): Running {
  return new Running(
    spawn(process.execPath, [LEASH, ...args], {
      cwd,
      env: { ...bareEnvironment(), ...env } as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    }),
  )
}

/** Asks again until the answer is not null, false or undefined. Throws when that takes longer than `limitMs`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false | undefined> | T | null | false | undefined,
  limitMs = 60_000,
  everyMs = 50,
): Promise<T> {
  const deadline = performance.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain until ${what}`)
    await delay(everyMs)
  }
}
