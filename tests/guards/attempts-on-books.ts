import type { Attempt } from './attempts'
import { allowed, holds, refused } from './claims'
import { becomes, ends, gives, moves } from './fixture'

const NOW = 'set constraints all immediate;'
const START = 'delete from job_ends; delete from account_moves;'
const record = (urls: number, consumed: string) => `
  update attempts set credits_consumed = 11 where job_id in ('running', 'done', 'lost');
  insert into attempts (job_id, n, nonce, state) values ('storing', 2, 'x', 'refused'), ('running', 2, 'x', 'refused');
  insert into attempts (job_id, n, nonce, state, record) values ('done', 3, 'x', 'refused', '{"urls": [1, 2, 3], "texts": []}');
  update attempts set record = '${JSON.stringify({ urls: Array(urls).fill('u'), texts: [] })}', credits_consumed = ${consumed}
  where job_id = 'storing' and n = 1;`
/** Each end that was written: outcome, whether it took time, and its sums. */
const wrote = (...rows: [string, number, number, number, number, number][]) =>
  `${NOW} ${holds(`(
  select jsonb_agg(jsonb_build_array(outcome, jobs, paid, consumed, unsaid, expected) order by id) = '${JSON.stringify(rows)}'
    and bool_and((bucket > 0) = (outcome in ('done', 'partial', 'late'))) from job_ends)`)}`
const loss = (job: string, amount: number) => `
  insert into ledger (kind, debit, credit, amount, job_id, actor, reason)
  values ('loss', 'house.losses', 'house.kie', ${amount}, '${job}', 'system', 'x');`
const paid = `${moves('capture', 'storing', 400)} ${moves('remainder', 'storing', 600)} ${ends('storing', 'done', ', charged = 400')}`
const moved = (...rows: [string, number][]) =>
  holds(`(select coalesce(jsonb_agg(jsonb_build_array(account, amount) order by account, amount), '[]') = '${JSON.stringify(rows)}'
    from account_moves)`)

export const bookAttempts: Attempt[] = [
  allowed(
    'book',
    'done and paid',
    `${START} ${record(1, '350')} ${paid} ${wrote(['done', 1, 400, 350, 0, 0])}`,
  ),
  allowed(
    'book',
    'done in part',
    `${START} ${record(2, '350')} ${paid} ${wrote(['partial', 1, 400, 350, 0, 0])}`,
  ),
  allowed(
    'book',
    'done, KIE said no price',
    `${record(1, 'null')} ${START} ${paid} ${wrote(['done', 1, 400, 0, 1, 1_000])}
     ${moved(['house.revenue', 400], ['kie.unsaid', 1_000], ['people', -400])}`,
  ),
  allowed(
    'book',
    'made, not to be had, and KIE said no price',
    `${START} ${loss('running', 70)} ${moves('release', 'running', 1_000)} ${ends('running', 'failed', ", error_code = 'result_unavailable'")}
     ${wrote(['failed', 1, 0, 70, 0, 1_000])}`,
  ),
  allowed(
    'book',
    'failed at the cost of the house',
    `${START} ${record(1, '350')} ${loss('failed', 5)} ${loss('running', 70)} ${moves('release', 'running', 1_000)} ${ends('running', 'failed')}
     ${wrote(['failed', 1, 0, 70, 0, 0])}`,
  ),
  allowed(
    'book',
    'failed at no cost',
    `${START} ${moves('release', 'queued', 1_000)} ${ends('queued', 'failed')} ${wrote(['failed', 1, 0, 0, 0, 0])}`,
  ),
  allowed(
    'book',
    'lost, and late after all',
    `${START} ${record(1, '350')} ${loss('lost', 80)} ${becomes('lost', 'storing', ', finished_at = null, error_code = null')}
     insert into files (id, user_id, job_id, model, position, kind, name, mime, bytes, sha256)
     values ('file-lost', 'ann', 'lost', 'm', 0, 'image', 'x', 'image/png', 1, 'x');
     ${ends('lost', 'done', ', charged = 0')} ${wrote(['lost', -1, 0, -80, 0, 0], ['late', 1, 0, 80, 0, 0])}`,
  ),
  allowed(
    'jobs',
    'a job that is canceled from the first',
    `${START}
     with held as (
       insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
       values ('hold', 'user.available', 'user.held', 5, 'ann', 'new', 'ann', 'm') returning job_id)
     insert into jobs (id, user_id, model, input, hold, request_hash, status, finished_at)
     select job_id, 'ann', 'm', '{}', 5, 'x', 'canceled', now() from held;
     ${moves('release', 'new', 5)} ${wrote(['canceled', 1, 0, 0, 0, 0])}`,
  ),
  allowed(
    'ledger',
    'a grant in the sums',
    `${START} ${gives('ann', 5)} ${moved(['house.grants', -5], ['people', 5])}`,
  ),
  allowed('ledger', 'a release moves no sum', `${START} ${moves('release', 'queued', 1_000)} ${moved()}`),
  allowed(
    'attempts',
    'what KIE said in the sums',
    `${START} insert into attempts (job_id, n, nonce, state, credits_consumed) values ('queued', 1, 'x', 'refused', 7);
     ${moved(['kie', 7])} update attempts set credits_consumed = 9 where job_id = 'queued'; ${moved(['kie', 2], ['kie', 7])}`,
  ),
  refused(
    'account_totals',
    'an account twice',
    `insert into account_totals select 'a', 1 from generate_series(1, 2);`,
    /account_totals_pkey/,
  ),
  refused(
    'job_days',
    'a day twice',
    `insert into job_days (day, model, outcome, bucket, jobs, paid, consumed, unsaid)
     select now(), 'm', 'done', 1, 1, 1, 1, 0 from generate_series(1, 2);`,
    /job_days_day_model/,
  ),
]
