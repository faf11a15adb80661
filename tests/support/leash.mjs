import { spawn } from 'node:child_process'

// node leash.mjs SCRIPT ARGS…: runs a script until whoever holds the other end of our input is gone, whatever ended that:
// an interrupted test run leaves no server behind.

const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'] })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.stdin.resume().once('end', () => process.kill(-process.pid, 'SIGKILL'))
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
