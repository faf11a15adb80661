import type { Guard } from './catalogue'

/** Tables that no money and no job's life depends on. A table that is not named here has to be guarded. */
const tables: Record<string, string> = {
  accounts: 'sign-in by others: tests/unit/auth/external.test.ts',
  board_items: 'boards of results',
  balance_samples: 'what KIE’s balance was',
  book_alarms: 'what was raised; the sums beneath are guarded',
  book_audits: 'looks through the books',
  finish_presets: 'settings that someone keeps',
  storage_sums: 'bytes, not money',
  boards: 'boards of results',
  gallery_months: 'how many results a month holds',
  gallery_versions: 'that counts of a gallery are old',
  gallery_words: 'what results are found by',
  favourites: 'models that someone likes',
  mail_notices: 'that a notice was sent: tests/unit/notices/mail.test.ts',
  model_checks: 'looks at KIE’s list',
  model_findings: 'what they found',
  model_watch: 'what they saw',
  passwords: 'sign-in',
  person_words: 'the search among people',
  presets: 'settings that someone keeps',
  rate_limits: 'rate-limiter-flexible’s own table',
  refused_callbacks: 'a warning',
  sessions: 'sign-in',
  share_items: 'shares of results',
  share_presses: 'that one press is one view: tests/unit/share/door.test.ts',
  shares: 'shares of results',
  verification_tokens: 'next-auth’s own table',
}

/** Guards that no attempt can tell from their absence, or that guard something else; each with its reason. */
const guards: [RegExp, string][] = [
  [/_notify\b/, 'wakes pages and workers; sweeps back it up'],
  [
    /^(trigger )?(files_words|files_months|files_gallery|search_words|search_told)/,
    'what results are found by',
  ],
  [/users_words/, 'the search among people: tests/unit/admin/people.test.ts'],
  [/^foreign key ledger_user_id/, 'a row of a person needs a balance, and that its person'],
  [/^foreign key (links|files)_\w*(created_by|used_by|user_id|finish_of)/, 'who made it, not what is paid'],
  [/^unique index files_finish_once$/, 'a finished picture costs nothing'],
  [/^primary key (job_ends|account_moves)_pkey$/, 'rows that wait to be added up; nothing names them'],
  [/^check users_closed$/, 'tests/unit/account: an account that is closed'],
  [/^foreign key code_batches_created_by/, 'who made it, not what is paid'],
  [/^book_end: made → true \(2\)$/, 'only of a made one it is read how much was promised'],
  [/^limit_passed: (not found|\(most\.credits)/, 'only spares people without limits the look and its lock'],
  [/^price_rules_change: tg_op/, 'what is deleted has no new row, and so no new time of withdrawal'],
  [/^jobs_money: new\.status = 'done' → true$/, 'who is not done has no charge (jobs_done_charged)'],
  [
    /^ledger_apply: kind = 'hold' → true$/,
    'the first row of a job is its hold; which row else is the plan’s choice',
  ],
  [
    /^ledger_apply: new\.kind = 'capture' → true$/,
    'a release or remainder of more is refused in other words',
  ],
  [/^(check files_(bytes|finish)|primary key links_pkey)$/, 'shape of a row without money'],
]

/** Why a guard needs no attempt; null: it needs one. */
export function exemption(guard: Guard): string | null {
  return (guard.table && tables[guard.table]) || (guards.find(([name]) => name.test(guard.name))?.[1] ?? null)
}
