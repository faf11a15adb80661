import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

// Runs before each test file, before any product file is loaded: a folder of its own, and quiet logs.

const dataDir = mkdtempSync(join(tmpdir(), 'loupe-test-'))
process.env.DATA_DIR = dataDir
process.env.LOG_LEVEL ??= 'error'

afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }))
