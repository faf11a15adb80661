import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../support/database'
import { defineBrokenRules } from '../../support/invariants'
import { playOut, steps, welcome } from './sequences/commands'
import { type Network, openNetwork } from './sequences/kie'
import { Ledger } from './sequences/ledger'
import { freshWorld, rowsOf } from './sequences/world'

// Any sequence of what people, admins, KIE and crashes do, on a real database and with the product's own functions,
// against a model that only counts. A failure prints its seed, path and replayPath: SEQUENCES_SEED, SEQUENCES_PATH and
// SEQUENCES_REPLAY play it again.

const SEQUENCES = Number(process.env.SEQUENCES ?? 12)
const SEED = Number(process.env.SEQUENCES_SEED ?? randomInt(2 ** 31))
const PATH = process.env.SEQUENCES_PATH
const REPLAY = process.env.SEQUENCES_REPLAY
const LIMIT_MS = 60_000 + SEQUENCES * 5_000

let network: Network
beforeAll(async () => {
  network = await openNetwork()
})
afterAll(() => network.close())

it(
  `the books add up after every step of ${SEQUENCES} sequences`,
  async () => {
    const database = await testDatabase()
    await rowsOf(database, defineBrokenRules)
    console.log(`sequences: ${SEQUENCES}, SEQUENCES_SEED=${SEED}`)
    let played = 0
    await fc.assert(
      fc.asyncProperty(
        fc.commands(steps, { maxCommands: 25, size: 'max', ...(REPLAY ? { replayPath: REPLAY } : {}) }),
        async (commands) => {
          const world = await freshWorld(database, network)
          const ledger = new Ledger()
          await welcome(ledger, world)
          await fc.asyncModelRun(() => ({ model: ledger, real: world }), commands)
          await playOut(ledger, world)
          played++
        },
      ),
      {
        numRuns: SEQUENCES,
        seed: SEED,
        endOnFailure: process.env.SEQUENCES_SHRINK === 'no',
        ...(PATH ? { path: PATH } : {}),
      },
    )
    if (!PATH) expect(played).toBe(SEQUENCES)
  },
  LIMIT_MS,
)
