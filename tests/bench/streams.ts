import { startBenchApp } from './bench-app.ts'
import { type BenchPerson, makePerson, nextAddress } from './people.ts'
import { row, title } from './print.ts'
import { megabytes, residentBytes, serverOf } from './server-memory.ts'

const CONNECTIONS = 1_000
/** One person may have 100 open. */
const PEOPLE = 11
const SETTLE_MS = 3_000

/** Memory that a thousand open live lists take, and what stays when they have gone. */
export async function benchStreams(dir: string): Promise<void> {
  title(`${CONNECTIONS} open live lists, pglite`)
  const app = await startBenchApp(dir, 'pglite')
  const people: BenchPerson[] = []
  for (let i = 0; i < PEOPLE; i++) people.push(await makePerson(app.url))
  const server = serverOf(app.pid)
  const before = residentBytes(server)
  const over = new AbortController()
  const open = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, i) =>
      fetch(`${app.url}/api/jobs/events`, {
        signal: over.signal,
        headers: { cookie: people[i % PEOPLE]?.cookie ?? '', 'x-forwarded-for': nextAddress() },
      }),
    ),
  )
  const refused = open.filter((answer) => answer.status !== 200).length
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const during = residentBytes(server)
  over.abort()
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  row('open / refused', `${CONNECTIONS - refused} / ${refused}`)
  row('memory before', megabytes(before))
  row('memory with them open', `${megabytes(during)} (+${megabytes(during - before)})`)
  row('memory after', megabytes(residentBytes(server)))
  await app.stop()
}
