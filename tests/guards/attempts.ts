import { bookAttempts } from './attempts-on-books'
import { codeAttempts } from './attempts-on-codes'
import { jobAttempts } from './attempts-on-jobs'
import { limitAttempts } from './attempts-on-limits'
import { moneyAttempts } from './attempts-on-money'
import { peopleAttempts } from './attempts-on-people'

/** Statements of someone who goes past all our code, and what the database says to them. */
export type Attempt = {
  /** Whose guards are meant first. */
  of: string
  name: string
  sql: string
  /** What the refusal says; null: it is allowed, and must stay so. */
  refused: RegExp | null
}

export const attempts: Attempt[] = [
  ...moneyAttempts,
  ...jobAttempts,
  ...codeAttempts,
  ...bookAttempts,
  ...limitAttempts,
  ...peopleAttempts,
]
