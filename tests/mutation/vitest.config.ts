import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

// The suites as they are, but for one condition of the product that is taken out as its file is read. No file changes.

const { MUTANT } = process.env
const mutant = MUTANT
  ? (JSON.parse(MUTANT) as { file: string; start: number; end: number; put: string })
  : null

export default mergeConfig(base, {
  // A file kept from an earlier run would stand in for the mutant.
  test: { fsModuleCache: false },
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre' as const,
      load(id: string) {
        if (!mutant || relative(process.cwd(), id) !== mutant.file) return null
        const text = readFileSync(id, 'utf8')
        return text.slice(0, mutant.start) + mutant.put + text.slice(mutant.end)
      },
    },
  ],
})
