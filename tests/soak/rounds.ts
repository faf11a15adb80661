import type { JobView } from '@/lib/jobs/schema'
import type { DatabaseKind } from '@/tests/support/data'
import type { Rule } from '@/tests/support/sandbox'
import type { Phase } from './phases'
import type { Random } from './random'

/** How one round treats its jobs, and when it kills. */
export type Round = {
  name: string
  rules: Rule[]
  /** Jobs of a slow batch settle slowly, see `settleSlowly`. */
  slow: boolean
  /** Kills once this many jobs are as `ripe` says. Without it only the time counts. */
  ripe: ((job: JobView) => boolean) | null
  /** The random moment (ms) after that. */
  killAfterMs: number
}

const OFTEN = 1_000
const ALMOST_NEVER_MS = 600_000
/** The input itself is the result, and every task's callback comes in the end. */
export const quick: Rule[] = [{ on: 'task', times: OFTEN, act: { skipWork: true } }]

type Plan = Omit<Round, 'name' | 'rules'> & { rules: Rule[] }

const steps: Record<Phase, (random: Random, kind: DatabaseKind) => Plan> = {
  'before begin': (random) => ({
    rules: [{ on: 'upload', times: OFTEN, act: { delayMs: ALMOST_NEVER_MS } }],
    slow: false,
    ripe: null,
    killAfterMs: random.between(20, 1_000),
  }),
  'after begin': (random) => ({
    rules: [{ on: 'createTask', times: OFTEN, act: { hang: true } }],
    slow: false,
    ripe: (job) => job.status === 'running',
    killAfterMs: random.between(0, 300),
  }),
  // Some callbacks come after the restart, others when the job has been given up.
  'created but unbound': (random) => ({
    rules: [
      { on: 'createTask', times: OFTEN, act: { delayMs: ALMOST_NEVER_MS } },
      { on: 'callback', times: 3, act: { lateMs: random.between(2_500, 5_000) } },
      { on: 'callback', times: OFTEN, act: { lateMs: random.between(14_000, 18_000) } },
    ],
    slow: false,
    ripe: (job) => job.status === 'running',
    killAfterMs: random.between(100, 500),
  }),
  following: (random) => ({
    rules: [{ on: 'task', times: OFTEN, act: { skipWork: true, workMs: random.between(4_000, 8_000) } }],
    slow: false,
    ripe: (job) => job.status === 'running' && job.stage !== null,
    killAfterMs: random.between(0, 1_000),
  }),
  downloading: (random) => ({
    rules: [{ on: 'download', times: OFTEN, act: { delayMs: 20_000 } }],
    slow: false,
    ripe: (job) => job.status === 'storing',
    killAfterMs: random.between(0, 1_000),
  }),
  settling: (random, kind) => ({
    rules: [],
    slow: true,
    // PGlite settles one after the other and answers in between, PostgreSQL settles all at once.
    ripe: (job) => job.status === (kind === 'pglite' ? 'done' : 'storing'),
    killAfterMs: random.between(100, 700),
  }),
}

/** A round in which jobs come into a phase and stay there long enough to be killed in it. */
export function steered(phase: Phase, random: Random, kind: DatabaseKind): Round {
  const plan = steps[phase](random, kind)
  return { ...plan, name: phase, rules: [...plan.rules, ...quick] }
}

/** Everything is a little slow and a little wrong, and nothing is waited for. */
export function unsteered(random: Random): Round {
  const delay = (most: number) => ({ delayMs: random.between(0, most) })
  return {
    name: 'random',
    rules: [
      { on: 'upload', times: random.between(1, 6), act: delay(1_500) },
      { on: 'createTask', times: random.between(0, 2) + 1, skip: random.between(0, 3), act: delay(3_000) },
      {
        on: 'createTask',
        skip: random.between(0, 4),
        act: random.pick([{ lost: true }, { hang: true }, { cut: true }, { code: 429, retryAfter: 1 }]),
      },
      { on: 'recordInfo', times: 2, act: random.pick([delay(800), { code: 500 }, { cut: true }]) },
      { on: 'download', times: random.between(1, 5), act: random.pick([delay(3_000), { cut: true }]) },
      { on: 'callback', times: 2, act: random.pick([{ early: true }, { times: 3 }, { lateMs: 9_000 }]) },
      { on: 'task', times: 4, act: { skipWork: true, workMs: random.between(0, 4_000) } },
      ...quick,
    ],
    slow: random.pick([true, false]),
    ripe: null,
    killAfterMs: random.between(0, 4_500),
  }
}
