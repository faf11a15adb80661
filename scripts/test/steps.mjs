import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../install.mjs'

const bin = (name) => join(root, 'node_modules', '.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'loupe-reports-'))
process.once('exit', () => rmSync(reports, { recursive: true, force: true }))

const total = { passed: 0, failed: 0 }
const failures = []

function count(name, passed, failed) {
  total.passed += passed
  total.failed += failed
  if (failed > 0) failures.push(`${name}: ${failed} failed`)
}

/** Counts something that could not run at all, with the reason. */
export function failed(name, reason) {
  console.error(`\n✗ ${name}: ${reason}`)
  total.failed += 1
  failures.push(`${name}: ${reason}`)
}

/** One tool that is right or wrong as a whole. */
export async function tool(name, command, args, options = {}) {
  const { code } = await run(name, bin(command), args, options)
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1)
  return code === 0
}

/** vitest projects. A skipped test counts as failed: nothing is left out in silence. */
export async function vitest(name, projects, options = {}) {
  const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`)
  const chosen = projects.flatMap((project) => ['--project', project])
  const args = [
    'run',
    ...chosen,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...(options.args ?? []),
  ]
  const { code } = await run(name, bin('vitest'), args, options)
  const said = read(report)
  const bad = said ? said.numFailedTests + said.numPendingTests + said.numTodoTests : 0
  count(name, said?.numPassedTests ?? 0, bad || (code === 0 ? 0 : 1))
}

/** The browser's tests. */
export async function playwright(name, options = {}) {
  const report = join(reports, 'playwright.json')
  const env = { ...options.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const { code } = await run(
    name,
    bin('playwright'),
    ['test', '--reporter=list,json', ...(options.args ?? [])],
    { ...options, env },
  )
  const stats = read(report)?.stats
  const bad = stats ? stats.unexpected + stats.flaky + stats.skipped : 0
  count(name, stats?.expected ?? 0, bad || (code === 0 ? 0 : 1))
}

/** Says what failed, and the one line that sums every runner. Answers the exit code. */
export function sum() {
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
}

/**
 * Runs a program and shows what it says; `quiet` shows it at the end, for programs that run side by side.
 * @returns {Promise<{code: number, printed: string}>}
 */
export function run(name, command, args, { env = {}, quiet = false } = {}) {
  return new Promise((resolve) => {
    const begun = Date.now()
    if (!quiet) console.log(`\n— ${name}`)
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    })
    let printed = ''
    const collect = (chunk) => {
      printed += chunk
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    const end = (code) => {
      const seconds = ((Date.now() - begun) / 1000).toFixed(1)
      if (quiet) console.log(`\n— ${name}\n${printed.trim()}`)
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
      resolve({ code, printed })
    }
    child.once('error', (error) => {
      printed += String(error)
      end(1)
    })
    child.once('exit', (code) => end(code ?? 1))
  })
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    console.error(`No report: ${error.message}`)
    return null
  }
}
