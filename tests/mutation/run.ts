import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../support/postgres.ts'
import { type Condition, moneyConditions } from './conditions.ts'
import { exemption } from './exempt.ts'

// node … tests/mutation/run.ts [part of a path]: takes each condition out in turn and expects a test to notice.

const AT_ONCE = 2
const LIMIT_MS = 300_000
/** No test went red: the run did not begin, or was ended from outside. It may be the mutant's doing, or the machine's. */
const UNDECIDED = 'UNDECIDED'
const SEED = process.env.SEQUENCES_SEED ?? '20261121'

type Verdict = { condition: Condition; by: string | null }
type Report = {
  testResults: { name: string; assertionResults: { status: string; fullName: string }[]; message: string }[]
}

const SEQUENCES = 'tests/unit/credits/sequences.test.ts'

/** What is likeliest to notice comes first: the file's own domain, the sequences, the ledger's tests, then all others. */
function suitesOf({ file }: Condition): string[][] {
  const module = `'@/${file.replace(/\.ts$/, '')}'`
  const domain = `tests/unit/${file.split('/')[1]}/`
  const all = globSync('tests/unit/**/*.test.ts')
    // The slow ones, of which none asks about money: what becomes of bytes, and what the database alone refuses.
    .filter((path) => !/unit\/files\/|sequences|guards|movements/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => text.includes('support/database'))
  const rank = ({ path, text }: (typeof all)[number]) => {
    if (path.startsWith(domain) || text.includes(module)) return 'own'
    return path.startsWith('tests/unit/credits/') ? 'ledger' : 'far'
  }
  const { own = [], ledger = [], far = [] } = Object.groupBy(all, rank)
  const suites = [own, ledger, far].map((tests) => tests.map(({ path }) => path))
  return suites.toSpliced(1, 0, [SEQUENCES]).filter((suite) => suite.length > 0)
}

const reports = mkdtempSync(join(tmpdir(), 'loupe-mutants-'))
const server = await startPostgres()
const only = process.argv[2] ?? ''
const conditions = moneyConditions().filter((one) => one.file.includes(only) && exemption(one) === null)
const verdicts: Verdict[] = []
try {
  const baseline = await caughtBy(conditions[0] as Condition, 'baseline', false)
  if (baseline) throw new Error(`the suites are red without any mutant: ${baseline}`)
  const broken = { ...(conditions[0] as Condition), start: 0, end: 0, put: 'throw new Error("broken")\n' }
  if (!(await caughtBy(broken, 'broken', true))) throw new Error('mutants are not put into the files')
  const waiting = conditions.entries()
  const work = async () => {
    for (const [n, condition] of waiting) {
      const verdict = { condition, by: await caughtBy(condition, String(n), true) }
      verdicts.push(verdict)
      console.log(`${place(condition)}  →  ${verdict.by ?? 'NOBODY NOTICED'}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
} finally {
  await server.stop()
  rmSync(reports, { recursive: true, force: true })
}
const survivors = verdicts.filter(({ by }) => by === null)
const undecided = verdicts.filter(({ by }) => by === UNDECIDED)
const caught = verdicts.length - survivors.length - undecided.length
console.log(
  `${verdicts.length} conditions taken out: ${caught} caught, ${survivors.length} unnoticed, ${undecided.length} undecided`,
)
process.exit(caught === verdicts.length ? 0 : 1)

function place({ file, line, text }: Condition): string {
  return `${file}:${line}  ${text.length > 90 ? `${text.slice(0, 90)} …` : text}`
}

/** The first test that goes red; null: none does. */
async function caughtBy(condition: Condition, name: string, isMutant: boolean): Promise<string | null> {
  for (const suite of suitesOf(condition)) {
    const by = await runSuite(suite, join(reports, `${name}.json`), isMutant ? condition : null)
    if (by) return by
  }
  return null
}

function runSuite(files: string[], report: string, mutant: Condition | null): Promise<string | null> {
  const args = ['run', '--config', 'tests/mutation/vitest.config.ts', '--project', 'postgres', '--bail', '1']
  const quiet = ['--maxWorkers', '1', '--testTimeout', '120000', '--reporter', 'json', '--outputFile', report]
  const child = spawn('node_modules/.bin/vitest', [...args, ...quiet, ...files], {
    stdio: 'ignore',
    env: {
      ...process.env,
      TEST_POSTGRES_URL: server.url,
      // A statement that lost its end goes on after its test was ended, and would slow all others.
      PGOPTIONS: '-c statement_timeout=60000',
      SEQUENCES: '12',
      SEQUENCES_SEED: SEED,
      SEQUENCES_SHRINK: 'no',
      ...(mutant ? { MUTANT: JSON.stringify(mutant) } : {}),
    },
  })
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      if (signal) resolve(UNDECIDED)
      else resolve(code === 0 ? null : firstRed(report))
    })
  })
}

function firstRed(report: string): string {
  if (!existsSync(report)) return UNDECIDED
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  const tests = testResults.flatMap((file) => file.assertionResults)
  const red = tests.find(({ status }) => status === 'failed')
  return red?.fullName ?? testResults.find(({ message }) => message)?.message.split('\n')[0] ?? 'it failed'
}
