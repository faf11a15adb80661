import { openDatabase } from '@/db/open'

// node … make-template.ts TARGET: migrates a PostgreSQL database (a URL) or makes a PGlite folder (a path). Prints the server's version.
const target = process.argv[2] ?? ''
const isUrl = target.startsWith('postgres:')
const database = await openDatabase({
  ...(isUrl ? { url: target } : {}),
  dataDir: isUrl ? null : target,
  onError: (error) => {
    throw error
  },
})
console.log(database.version)
await database.close()
