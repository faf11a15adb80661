import { startSandboxProcess } from '../support/sandbox.ts'
import { startBenchApp } from './bench-app.ts'
import { makePerson, submission } from './people.ts'
import { median, row, title } from './print.ts'

const REQUESTS = 300
const EVERY_MS = 20

/** Submissions at a fixed pace while the upstream takes 5 s for each answer, against one that takes 5 ms. */
export async function benchIsolation(dir: string): Promise<void> {
  title(`Submit p99 with a slow upstream, ${REQUESTS} submissions at 50 a second, pglite`)
  const p99: Record<number, number[]> = { 5: [], 5000: [] }
  // A B B A: the machine's mood falls on both.
  for (const delayMs of [5, 5000, 5000, 5]) p99[delayMs]?.push(await measure(dir, delayMs))
  row('upstream answers in 5 ms', `p99 ${median(p99[5] ?? []).toFixed(0)} ms`)
  row('upstream answers in 5 s', `p99 ${median(p99[5000] ?? []).toFixed(0)} ms`)
  row('ratio', `${(median(p99[5000] ?? []) / median(p99[5] ?? [])).toFixed(2)} (aim ≤ 1.1)`)
}

async function measure(dir: string, delayMs: number): Promise<number> {
  const sandbox = await startSandboxProcess()
  const slow = (on: 'createTask' | 'upload' | 'recordInfo') => ({ on, times: 10_000, act: { delayMs } })
  await sandbox.script([
    slow('createTask'),
    slow('upload'),
    slow('recordInfo'),
    { on: 'task', times: 10_000, act: { skipWork: true } },
  ])
  const app = await startBenchApp(dir, 'pglite', sandbox.env)
  const person = await makePerson(app.url)
  const times: number[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: REQUESTS }, async (_, i) => {
      // Open loop: each goes at its time, whatever became of those before.
      await new Promise((resolve) => setTimeout(resolve, i * EVERY_MS - (performance.now() - begun)))
      const sent = performance.now()
      const answer = await fetch(`${app.url}/api/jobs`, { method: 'POST', ...submission(app.url, person) })
      await answer.arrayBuffer()
      if (answer.status !== 201) throw new Error(`submission answered ${answer.status}`)
      times.push(performance.now() - sent)
    }),
  )
  await app.stop()
  await sandbox.close()
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN
}
