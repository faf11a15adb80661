import { sql } from 'drizzle-orm'
import { type Database, type Db, openDatabase } from '@/db/open'
import { hashPassword } from '@/lib/auth/passwords'
import { PASSWORD, people, personId } from './people'

// node … make-template.ts TARGET [people]: migrates a PostgreSQL database (a URL) or makes a PGlite folder (a path), with
// the tests' people in it when asked. Prints the server's version.
const [, , target = '', filling] = process.argv
const database = await open(target)
if (filling === 'people') await addPeople(database.db)
console.log(database.version)
await database.close()

function open(place: string): Promise<Database> {
  const onError = (error: Error) => {
    throw error
  }
  return place.startsWith('postgres:')
    ? openDatabase({ url: place, dataDir: null, onError })
    : openDatabase({ dataDir: place, onError })
}

async function addPeople(db: Db) {
  const hash = await hashPassword(PASSWORD)
  for (const [name, { email, role, credits }] of Object.entries(people)) {
    const id = personId(name)
    await db.execute(sql`insert into users (id, email, name, role, email_verified_at)
      values (${id}, ${email}, ${name}, ${role}, now())`)
    await db.execute(sql`insert into passwords (user_id, hash) values (${id}, ${hash})`)
    if (credits === 0) continue
    await db.execute(sql`insert into ledger (kind, debit, credit, amount, user_id, actor, reason)
      values ('grant', 'house.grants', 'user.available', ${credits * 1000}, ${id}, 'system', 'for tests')`)
  }
}
