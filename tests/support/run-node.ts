import { spawn } from 'node:child_process'

/** How TypeScript of the product runs outside a bundle. */
const typescriptFlags = [
  '--conditions=react-server',
  '--disable-warning=ExperimentalWarning',
  '--import',
  'tsx',
]

/** Runs one of our TypeScript files in a process of its own and answers what it printed. */
export function runNode(
  file: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...typescriptFlags, file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`${file} ended with ${code}`))
    })
  })
}
