import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { amount, instant } from './columns'

export const users = pgTable(
  'users',
  {
    id: text().primaryKey(),
    email: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ['user', 'admin'] })
      .notNull()
      .default('user'),
    locale: text({ enum: ['en', 'ru', 'zh'] }),
    emailVerifiedAt: instant('email_verified_at'),
    /** How they want to hear that jobs have ended (`lib/notices/schema`); what is not there is as usual. */
    notices: jsonb().$type<Record<string, boolean>>().notNull().default({}),
    /** When a request of theirs last came, to within an hour. */
    lastSeenAt: instant('last_seen_at'),
    disabledAt: instant('disabled_at'),
    /** When the person asked to have the account deleted, which happens a week later unless they take it back. */
    closingAt: instant('closing_at'),
    /** When it was: name and address are gone, the ledger stays. */
    closedAt: instant('closed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('users_email').on(sql`lower(${t.email})`),
    index('users_mail_notices').on(t.id).where(sql`${t.notices} @> '{"mail": true}'`),
    index('users_created').on(t.createdAt, t.id),
    index('users_closing').on(t.closingAt).where(sql`${t.closingAt} is not null and ${t.closedAt} is null`),
    check(
      'users_closed',
      sql`${t.closedAt} is null or (${t.closingAt} is not null and ${t.disabledAt} is not null)`,
    ),
    check('users_role', sql`${t.role} in ('user', 'admin')`),
  ],
)

/**
 * What people are found by as one types: the words of their name and address and their id, in lower case. Kept by a
 * trigger on `users`. In the order of bytes, so that all words with one beginning lie together in any language.
 */
export const personWords = pgTable(
  'person_words',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    word: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.word] }),
    index('person_words_word').on(sql`${t.word} collate "C"`, t.userId),
  ],
)

/** Apart from `users`, so that no query of a person can carry a hash by accident. */
export const passwords = pgTable('passwords', {
  userId: text('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  hash: text().notNull(),
  changedAt: instant('changed_at').notNull().defaultNow(),
})

/** One row per signed-in browser. The cookie's token names it; deleting the row ends the session at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    agent: text(),
    address: text(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** When the person last proved here who they are: at sign-in, and when asked again. */
    confirmedAt: instant('confirmed_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_expiry').on(t.expiresAt)],
)

/** Sign-in by another provider (GitHub, Google). */
export const accounts = pgTable(
  'accounts',
  {
    provider: text().notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] }), index('accounts_user').on(t.userId)],
)

/** next-auth's tokens of e-mail links (stored hashed by next-auth itself). */
export const verificationTokens = pgTable(
  'verification_tokens',
  { identifier: text().notNull(), token: text().notNull(), expires: instant('expires').notNull() },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
)

/** Single-use links: first admin, invitation, password reset. Only the token's hash is kept. */
export const links = pgTable(
  'links',
  {
    id: text().primaryKey(),
    kind: text({ enum: ['setup', 'invite', 'reset'] }).notNull(),
    tokenHash: text('token_hash').notNull(),
    /** Invitation: the only address that may use it (null: anyone who holds the link). */
    email: text(),
    /** Invitation: what the new account becomes and gets besides the welcome credits (thousandths). */
    role: text({ enum: ['user', 'admin'] })
      .notNull()
      .default('user'),
    credits: amount('credits').notNull().default(0),
    /** Reset: whose password. */
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    createdBy: text('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    usedBy: text('used_by').references(() => users.id, { onDelete: 'set null' }),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    uniqueIndex('links_token').on(t.tokenHash),
    index('links_open')
      .on(t.kind, t.expiresAt, t.id)
      .where(sql`${t.usedAt} is null and ${t.revokedAt} is null`),
    check('links_kind', sql`${t.kind} in ('setup', 'invite', 'reset')`),
  ],
)
