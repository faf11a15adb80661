/**
 * The rules of money and jobs (design §4), each as a query of its offenders that knows nothing of how the product
 * keeps them. What a row moves is told by its accounts, whatever its kind is called.
 */
const rules: Record<string, string> = {
  'M1 the sum over all accounts is zero': `
    select sum(total)::text from account_sums having coalesce(sum(total), 0) <> 0`,
  'M1 amounts are not negative, and rows have two accounts': `
    select id::text from ledger where amount < 0 or debit = credit`,
  'M1 a balance is the sum of its rows': `
    select b.user_id from balances b
    left join moved m on m.user_id = b.user_id
    group by b.user_id, b.available, b.held
    having b.available <> coalesce(sum(m.d_available), 0) or b.held <> coalesce(sum(m.d_held), 0)`,
  'M1 everyone who moved has a balance': `
    select user_id from ledger where user_id is not null and user_id not in (select user_id from balances)`,
  'M2 nobody is or was below zero': `
    select user_id from balances where available < 0 or held < 0
    union all select id::text from ledger where available_after < 0 or held_after < 0`,
  'M3 one hold per job, of its price': `
    select j.id from jobs j left join ledger l on l.job_id = j.id and l.kind = 'hold'
    group by j.id, j.hold having count(l.id) <> 1 or sum(l.amount) <> j.hold`,
  'M3 one resolution when it ended, none before': `
    select j.id from jobs j left join ledger l on l.job_id = j.id and l.kind in ('capture', 'release')
    group by j.id, j.status having
      count(l.id) > 1 or (count(l.id) = 0) <> (j.status in ('queued', 'running', 'storing'))
      and not (j.status = 'storing' and count(l.id) = 1 and min(l.kind) = 'release')`,
  'M3 what a resolution gives back and keeps is the hold': `
    select j.id from jobs j join ledger l on l.job_id = j.id and l.kind in ('capture', 'remainder', 'release')
    group by j.id, j.hold having sum(l.amount) <> j.hold`,
  'M3 what is held is the holds of open jobs': `
    select b.user_id from balances b where b.held <> (
      select coalesce(sum(j.hold), 0) from jobs j where j.user_id = b.user_id and not exists (
        select from ledger l where l.job_id = j.id and l.kind in ('capture', 'release')))`,
  'M4 status and money agree': `
    select j.id from jobs j where j.status = 'done' and j.charged is distinct from coalesce(
        (select sum(amount) from ledger l where l.job_id = j.id and l.kind = 'capture'), 0)
      or j.status in ('failed', 'canceled') and not exists (
        select from ledger l where l.job_id = j.id and l.kind = 'release')`,
  'M5 nobody pays more than was held': `select id from jobs where charged > hold or charged < 0`,
  'M6 what did not end well is not charged': `select id from jobs where status <> 'done' and charged is not null`,
  'M7 a row carries what was there after it': `
    select id::text from (
      select id, available_after, held_after,
        sum(d_available) over mine as available, sum(d_held) over mine as held
      from moved where user_id is not null window mine as (partition by user_id order by id)) chain
    where (available_after, held_after) is distinct from (available, held)`,
  'M7 a row carries actor and reason': `select id::text from ledger where actor = '' or reason = ''`,
  'J1 one job a key': `
    select min(id) from jobs where idempotency_key is not null group by user_id, idempotency_key having count(*) > 1`,
  'J2 one attempt alive at most, none of a waiting job': `
    select j.id from jobs j join attempts a on a.job_id = j.id and a.state in ('begun', 'uncertain', 'bound')
    group by j.id, j.status having count(*) > 1 or j.status in ('queued', 'canceled')`,
  'J2 what runs has an attempt': `
    select id from jobs j where status in ('running', 'storing') and not exists (
      select from attempts a where a.job_id = j.id)`,
  'J2 a task belongs to one attempt': `
    select task_id from attempts where task_id is not null group by task_id having count(*) > 1`,
  'J4 what is done is stored': `
    select id from jobs j where status = 'done' and not exists (select from files f where f.job_id = j.id)`,
  'J7 what is open will be looked at': `
    select id from jobs where status in ('queued', 'running', 'storing') and wake_at is null`,
}

/** Answers the offenders, one row `{rule, offender}` each. None: everything adds up. */
const offenders = `with moved as (
    select id, user_id, available_after, held_after,
      amount * ((credit = 'user.available')::int - (debit = 'user.available')::int) as d_available,
      amount * ((credit = 'user.held')::int - (debit = 'user.held')::int) as d_held
    from ledger)
  ${Object.entries(rules)
    .map(([rule, query]) => `select '${rule}' as rule, offender from (${query}) as found (offender)`)
    .join('\n  union all ')}`

/** Kept in the database, so that it is planned once a connection and not once a step. */
export const defineBrokenRules = `
  create or replace function broken_rules() returns table (rule text, offender text) language plpgsql as $$
  #variable_conflict use_column
  begin
    return query ${offenders.replaceAll(' as rule,', '::text,')};
  end $$`

/** Needs {@link defineBrokenRules} once in a database. */
export const brokenRules = 'select rule, offender from broken_rules()'
