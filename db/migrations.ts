import 'server-only'
import { join } from 'node:path'

/** Where the numbered SQL lies. Every way of starting Loupe runs in the project's folder. */
export const migrationsFolder = () => join(process.cwd(), 'db', 'migrations')
