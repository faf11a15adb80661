import { firstLoadBytes } from '../support/first-load.ts'
import { startBenchApp } from './bench-app.ts'
import { signIn, submission } from './people.ts'
import { row, title } from './print.ts'

const ADMIN = { ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: 'a bench of oak 7' }
const VISITORS = ['/empty', '/', '/sign-in', '/sign-up', '/forgot']
const PEOPLES = ['/studio', '/credits', '/settings', '/admin']

/** First-load JavaScript of each page, gzip, beside an empty page of the same Next. Without the nomodule polyfill. */
export async function benchWeight(dir: string): Promise<void> {
  title('First-load JavaScript, gzip, without the polyfill that modern browsers skip')
  const app = await startBenchApp(dir, 'pglite', ADMIN)
  const person = await signIn(app.url, ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD)
  const submitted = await fetch(`${app.url}/api/jobs`, { method: 'POST', ...submission(app.url, person) })
  const { job } = (await submitted.json()) as { job: { id: string } }
  let empty = 0
  for (const page of [...VISITORS, ...PEOPLES, `/jobs/${job.id}`]) {
    const cookie = VISITORS.includes(page) ? '' : person.cookie
    const bytes = await firstLoadBytes(app.url, page, cookie)
    if (page === '/empty') empty = bytes
    row(page.replace(job.id, 'ID'), `${(bytes / 1000).toFixed(0)} kB, ${(bytes / empty).toFixed(2)} × empty`)
  }
  await app.stop()
}
