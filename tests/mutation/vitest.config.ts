import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { mergeConfig } from 'vitest/config'
import type { VitestPluginContext } from 'vitest/node'
import base from '../../vitest.config.ts'

// The suites as they are, but for one condition of the product that is taken out as its file is read. No file changes.

const { MUTANT } = process.env
const mutant = MUTANT
  ? (JSON.parse(MUTANT) as { file: string; start: number; end: number; put: string })
  : null

const isMutant = (id: string) => mutant !== null && relative(process.cwd(), id) === mutant.file

export default mergeConfig(base, {
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre' as const,
      // A file kept from an earlier run would stand in for the mutant, and the mutant for the file.
      configureVitest({ defineCacheKeyGenerator }: VitestPluginContext) {
        defineCacheKeyGenerator(({ id }) => (isMutant(id) ? false : undefined))
      },
      load(id: string) {
        if (!mutant || !isMutant(id)) return null
        const text = readFileSync(id, 'utf8')
        return text.slice(0, mutant.start) + mutant.put + text.slice(mutant.end)
      },
    },
  ],
})
