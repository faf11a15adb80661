import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Adapter, AdapterUser } from 'next-auth/adapters'
import type { Db } from '@/db/open'
import { users, verificationTokens } from '@/db/schema'
import { findUserByEmail, markVerified, type UserRow } from './accounts'
import { linkedUser } from './external'

/**
 * What next-auth asks of a database for e-mail links. It makes no accounts: `external` has decided and done that before
 * next-auth comes here.
 */
export function mailAdapter(db: Db): Adapter {
  return {
    async createVerificationToken(token) {
      await db.insert(verificationTokens).values(token)
      return token
    },
    async useVerificationToken({ identifier, token }) {
      const [used] = await db
        .delete(verificationTokens)
        .where(and(eq(verificationTokens.identifier, identifier), eq(verificationTokens.token, token)))
        .returning()
      return used ?? null
    },
    async getUserByEmail(email) {
      const user = await findUserByEmail(db, email)
      return user && view(user)
    },
    async getUserByAccount({ provider, providerAccountId }) {
      const user = await linkedUser(db, provider, providerAccountId)
      return user && view(user)
    },
    /** next-auth calls it for one thing: the mailbox is proven. */
    async updateUser({ id }) {
      await markVerified(db, id)
      const [user] = await db.select().from(users).where(eq(users.id, id))
      if (!user) throw new Error('the account is gone')
      return view(user)
    },
  }
}

const view = (user: UserRow): AdapterUser => ({
  id: user.id,
  email: user.email,
  name: user.name,
  emailVerified: user.emailVerifiedAt,
})
