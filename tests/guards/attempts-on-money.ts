import type { Attempt } from './attempts'
import { allowed, holds, refused } from './claims'
import { gives, moves } from './fixture'

const loss = (job: string, amount = 100, more = '', values = '') => `
  insert into ledger (kind, debit, credit, amount, job_id, actor, reason${more})
  values ('loss', 'house.losses', 'house.kie', ${amount}, '${job}', 'system', 'x'${values});`
const row = (kind: string, debit: string, credit: string, amount: number, user: string, job: string) => `
  insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
  values ('${kind}', '${debit}', '${credit}', ${amount}, ${user}, ${job}, 'system', 'x');`
const take = (amount: number) => row('take', 'user.available', 'house.grants', amount, `'ann'`, 'null')
const has = (available: number, held: number, who = 'ann') =>
  holds(`(select available = ${available} and held = ${held} from balances where user_id = '${who}')`)
/** What only a superuser can do: to see the guard behind the guard. */
const past = (trigger: string, table: string) => `alter table ${table} disable trigger ${trigger};`
const nobody = `${past('users_open_balance', 'users')}
  insert into users (id, email, name) values ('cleo', 'cleo@example.com', 'Cleo');`
/** A statement that runs inside of another table's trigger. */
const nested = (statement: string) => `
  create function nested() returns trigger language plpgsql as $body$ begin ${statement}; return null; end $body$;
  create trigger nested after update on turns for each row execute function nested();
  update turns set at = now();`

// Ann: 20,000 given, 400 paid, 7,000 held for six open jobs.
const LEFT = 12_600
const HELD = 7_000

const accounts: [string, string, string][] = [
  ['grant', 'user.available', 'house.grants'],
  ['grant', 'house.revenue', 'user.available'],
  ['take', 'house.grants', 'user.available'],
]

const ledgerRows: Attempt[] = [
  allowed('ledger', 'a grant arrives', `${gives('ann', 5)} ${has(LEFT + 5, HELD)}`),
  allowed('ledger', 'two people’s grants at once', gives('ann', 5) + gives('ben', 7)),
  allowed('ledger', 'a take leaves', `${take(LEFT)} ${has(0, HELD)}`),
  allowed('ledger', 'a take of more is not written', `${take(LEFT + 1)} ${has(LEFT, HELD)}`),
  allowed('ledger', 'others keep what they have', `${gives('ann', 5)} ${has(5_500, 0, 'ben')}`),
  allowed(
    'ledger',
    'a row says what was there after it',
    `${gives('ann', 5)} ${holds(`(select available_after = ${LEFT + 5} and held_after = ${HELD} and amount = 5 from ledger order by id desc limit 1)`)}`,
  ),
  allowed(
    'ledger',
    'a release gives back',
    `${moves('release', 'queued', 1_000)} ${has(LEFT + 1_000, HELD - 1_000)}`,
  ),
  allowed(
    'ledger',
    'a capture and its remainder',
    `${moves('capture', 'storing', 400)} ${moves('remainder', 'storing', 600)} ${has(LEFT + 600, HELD - 1_000)}`,
  ),
  allowed('ledger', 'a loss moves nobody', `${loss('failed')} ${has(LEFT, HELD)}`),
  refused('ledger', 'a grant below zero', gives('ann', -5), /ledger_amount/),
  refused('ledger', 'a loss below zero', loss('failed', -5), /ledger_amount/),
  ...accounts.map(([kind, debit, credit]) =>
    refused(
      'ledger',
      `a ${kind} from ${debit}`,
      row(kind, debit, credit, 1, `'ann'`, 'null'),
      /ledger_accounts/,
    ),
  ),
  refused(
    'ledger',
    'a loss that is somebody’s',
    row('loss', 'house.losses', 'house.kie', 1, `'ann'`, `'failed'`),
    /ledger_user_known/,
  ),
  refused(
    'ledger',
    'a hold without a job',
    row('hold', 'user.available', 'user.held', 1, `'ann'`, 'null'),
    /ledger_job_known/,
  ),
  refused('ledger', 'a loss of no job', loss('nothing'), /ledger_job_id/),
  refused(
    'ledger',
    'a number twice',
    loss('failed', 1, ', id', ', (select min(id) from ledger)'),
    /ledger_pkey/,
  ),
  refused(
    'ledger',
    'a second hold',
    row('hold', 'user.available', 'user.held', 1_000, `'ann'`, `'queued'`),
    /ledger_hold_once/,
  ),
  refused(
    'ledger',
    'a second release',
    moves('release', 'queued', 1_000) + moves('release', 'queued', 1_000),
    /ledger_resolution_once/,
  ),
  refused(
    'ledger',
    'a release of what was captured',
    moves('release', 'done', 1_000),
    /ledger_resolution_once/,
  ),
  refused(
    'ledger',
    'a second remainder',
    moves('capture', 'storing', 400) +
      moves('remainder', 'storing', 600) +
      moves('remainder', 'storing', 600),
    /ledger_remainder_once/,
  ),
  refused('ledger', 'a second loss', loss('failed') + loss('failed'), /ledger_loss_once/),
  refused(
    'ledger',
    'a key twice',
    gives('ann', 1, ', idempotency_key', ", 'grant-ann'"),
    /ledger_idempotency/,
  ),
]

const ledgerFunction: Attempt[] = [
  refused('ledger', 'a release without a hold', moves('release', 'nothing', 1), /release without a hold/),
  refused(
    'ledger',
    'a release of another’s hold',
    row('release', 'user.held', 'user.available', 1_000, `'ben'`, `'queued'`),
    /release without a hold/,
  ),
  refused('ledger', 'a release of less', moves('release', 'queued', 400), /release differs/),
  refused('ledger', 'a release of more', moves('release', 'queued', 1_400), /release differs/),
  refused('ledger', 'a capture of more', moves('capture', 'storing', 1_001), /capture exceeds/),
  refused(
    'ledger',
    'a capture of more than its own hold',
    moves('capture', 'storing', 2_000),
    /capture exceeds/,
  ),
  refused('ledger', 'a remainder alone', moves('remainder', 'storing', 600), /remainder does not fit/),
  refused(
    'ledger',
    'a remainder beside another capture',
    `${moves('remainder', 'storing', 600)} ${loss('storing', 400)}`,
    /remainder does not fit/,
  ),
  refused(
    'ledger',
    'a remainder of more',
    moves('capture', 'storing', 400) + moves('remainder', 'storing', 700),
    /remainder does not fit/,
  ),
  allowed(
    'ledger',
    'a remainder after a loss of the same job',
    `${loss('storing', 50)} ${moves('capture', 'storing', 400)} ${moves('remainder', 'storing', 600)}`,
  ),
  refused('ledger', 'a grant to nobody', gives('nobody', 1), /no balance for grant/),
  refused('ledger', 'a grant that leaves less than nothing', gives('ann', -LEFT - 1), /no balance for grant/),
  refused(
    'ledger',
    'a release that is not held',
    `${past('balances_guard', 'balances')} ${past('balances_match', 'balances')}
     update balances set held = 500 where user_id = 'ann'; ${moves('release', 'queued', 1_000)}`,
    /no balance for release/,
  ),
  refused('ledger', 'a part of a capture', moves('capture', 'storing', 400), /leaves a part/),
  allowed('ledger', 'a capture of all', moves('capture', 'storing', 1_000)),
  refused('ledger', 'a changed row', `update ledger set reason = 'x';`, /append-only/),
  refused('ledger', 'a deleted row', 'delete from ledger;', /append-only/),
  refused('ledger', 'an emptied ledger', 'truncate ledger;', /append-only/),
  refused('audit', 'a changed audit', `update audit set actor = 'x';`, /append-only/),
  refused('audit', 'a deleted audit', 'delete from audit;', /append-only/),
  refused('audit', 'an emptied audit', 'truncate audit;', /append-only/),
  refused(
    'audit',
    'a number of the audit twice',
    `insert into audit (id, actor, action) select id, 'x', 'x' from audit limit 1;`,
    /audit_pkey/,
  ),
]

const balances: Attempt[] = [
  refused(
    'balances',
    'a written balance',
    `update balances set available = 9 where user_id = 'ann';`,
    /only by ledger/,
  ),
  refused('balances', 'an emptied balance', 'update balances set available = 0, held = 0;', /only by ledger/),
  refused('balances', 'a deleted balance', `delete from balances where user_id = 'ben';`, /only by ledger/),
  refused(
    'balances',
    'a new one with credit',
    `${nobody} insert into balances values ('cleo', 5, 0);`,
    /only by ledger/,
  ),
  refused(
    'balances',
    'a new one with a hold',
    `${nobody} insert into balances values ('cleo', 0, 5);`,
    /only by ledger/,
  ),
  allowed('balances', 'a new empty one', `${nobody} insert into balances values ('cleo', 0, 0);`),
  refused(
    'balances',
    'one that a trigger deletes',
    nested(`delete from balances where user_id = 'ben'`),
    /only by ledger/,
  ),
  refused(
    'balances',
    'one that a trigger writes',
    nested(`update balances set available = 9 where user_id = 'ben'`),
    /does not match/,
  ),
  refused(
    'balances',
    'available below zero',
    `${past('balances_guard', 'balances')} update balances set available = -1;`,
    /balances_available/,
  ),
  refused(
    'balances',
    'held below zero',
    `${past('balances_guard', 'balances')} update balances set held = -1;`,
    /balances_held/,
  ),
  refused('balances', 'a second balance', `insert into balances (user_id) values ('ann');`, /balances_pkey/),
  refused(
    'balances',
    'a balance of nobody',
    `insert into balances (user_id) values ('nobody');`,
    /balances_user_id/,
  ),
  refused(
    'balances',
    'a movement whose row was skipped',
    `${gives('ann', 5, ', idempotency_key', ", 'grant-ann'").replace(';', '')} on conflict do nothing;`,
    /does not match/,
  ),
  allowed(
    'balances',
    'a movement beside a balance that is wrong',
    `${past('balances_guard', 'balances')} ${past('balances_match', 'balances')}
     update balances set available = 9 where user_id = 'ben';
     alter table balances enable trigger balances_guard; alter table balances enable trigger balances_match;
     ${gives('ann', 5)}`,
  ),
  refused(
    'balances',
    'a held part that a trigger writes',
    nested(`update balances set held = held + 1 where user_id = 'ann'`),
    /does not match/,
  ),
]

export const moneyAttempts = [...ledgerRows, ...ledgerFunction, ...balances]
