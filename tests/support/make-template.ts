import { openDatabase } from '@/db/open'

// node … make-template.ts TARGET: migrates a PostgreSQL database (a URL) or makes a PGlite folder (a path).
const target = process.argv[2] ?? ''
const isUrl = target.startsWith('postgres:')
const database = await openDatabase({
  ...(isUrl ? { url: target } : {}),
  dataDir: isUrl ? null : target,
  onError: (error) => {
    throw error
  },
})
await database.close()
