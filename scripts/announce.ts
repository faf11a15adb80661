import type { Database } from '@/db/open'
import { ensureFirstAdmin } from '@/lib/auth/setup'
import { env } from '@/lib/env'
import { upstream } from '@/lib/jobs/upstream'

/** Says where Loupe is, what answers, and how the first admin gets in. */
export async function announce(database: Database): Promise<void> {
  const { appUrl, port, role, sandbox } = env()
  const address = appUrl ?? `http://localhost:${port}`
  console.log(`\nLoupe is running: ${address}`)
  console.log(
    `Database: ${database.version.split(' ').slice(0, 2).join(' ')}${database.kind === 'pglite' ? ' (embedded)' : ''}`,
  )
  if (sandbox) console.log('No KIE_API_KEY is set: the sandbox answers, and credits are play money.')
  if (role === 'all' && (await upstream()).callbackBase === null) {
    console.log('KIE cannot call back here (APP_URL is not public), so jobs are followed by polling alone.')
  }
  const first = await ensureFirstAdmin(database.db)
  if (first.kind === 'link') {
    console.log(
      `\nThere is no admin yet. Become the first one here (the link works once):\n${address}${first.path}\n`,
    )
  }
  if (first.kind === 'made') console.log(`The admin account of ${first.email} was made.`)
  if (first.kind === 'promoted') {
    console.log(`The account of ${first.email} is now the admin, and its password is ADMIN_PASSWORD.`)
  }
}
