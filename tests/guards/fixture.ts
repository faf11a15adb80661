/** People and jobs in every state, made as the rules allow it; every id says what it is. Ann has 20 credits at first. */
const job = (id: string, hold: number, more = '') => `
  with held as (
    insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
    values ('hold', 'user.available', 'user.held', ${hold}, 'ann', '${id}', 'ann', 'm') returning job_id)
  insert into jobs (id, user_id, model, input, hold, request_hash, idempotency_key)
  select job_id, 'ann', 'm', '{}', ${hold}, 'x', 'key-${id}' from held;
  set constraints all immediate; set constraints all deferred;
  ${more}`

const begin = (id: string) => `
  update jobs set status = 'running' where id = '${id}';
  insert into attempts (job_id, n, nonce, state, task_id) values ('${id}', 1, 'x', 'bound', 'task-${id}');`
const store = (id: string) => `${begin(id)}
  update jobs set status = 'storing' where id = '${id}';
  insert into files (id, user_id, job_id, model, position, kind, name, mime, bytes, sha256)
  values ('file-${id}', 'ann', '${id}', 'm', 0, 'image', 'x', 'image/png', 1, 'x');`

/** As the product redeems: one statement. */
export const redeems = (user: string, batch: string, n: number, id = 'new') => `
  with redeemed as (
    insert into code_redemptions (id, batch_id, n, user_id) values ('${id}', '${batch}', ${n}, '${user}') returning id)
  insert into ledger (kind, debit, credit, amount, user_id, actor, reason, idempotency_key)
  select 'redeem', 'house.codes', 'user.available', 500, '${user}', '${user}', 'x', 'redeem:' || id from redeemed;`

const codes = `
  insert into code_batches (id, amount, count, uses, note, created_by, seed, expires_at, canceled_at) values
    ('spring', 500, 2, 2, 'x', 'ben', 'x', null, null), ('later', 500, 1, 9, 'x', 'ben', 'x', now() + interval '1 day', null),
    ('over', 500, 1, 9, 'x', 'ben', 'x', now() - interval '1 s', null), ('off', 500, 1, 9, 'x', 'ben', null, null, now());
  insert into codes (batch_id, n, hash, tail, uses) values ('spring', 1, 'a', 'x', 2), ('spring', 2, 'b', 'x', 1),
    ('later', 1, 'c', 'x', 9), ('over', 1, 'd', 'x', 9), ('off', 1, 'e', 'x', 9);
  ${redeems('ben', 'spring', 2, 'first')}`

/** A movement of Ann's on a job. */
export const moves = (kind: string, job: string, amount: number) => `
  insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
  values ('${kind}', 'user.held', '${kind === 'capture' ? 'house.revenue' : 'user.available'}', ${amount}, 'ann', '${job}', 'system', 'm');`

export const gives = (to: string, amount: number, more = '', values = '') => `
  insert into ledger (kind, debit, credit, amount, user_id, actor, reason${more})
  values ('grant', 'house.grants', 'user.available', ${amount}, '${to}', 'system', 'test'${values});`

export const becomes = (id: string, status: string, more = '') =>
  `update jobs set status = '${status}'${more} where id = '${id}';`
export const ends = (id: string, status: string, more = '') =>
  becomes(id, status, `, finished_at = now(), wake_at = null${more}`)

export const fixture = `
  insert into users (id, email, name, role) values
    ('ann', 'ann@example.com', 'Ann', 'user'), ('ben', 'ben@example.com', 'Ben', 'admin');
  ${gives('ann', 20_000, ', idempotency_key', ", 'grant-ann'")}
  ${gives('ben', 5_000)}
  ${job('queued-too', 3_000)}
  ${job('queued', 1_000)}
  ${job('running', 1_000, begin('running'))}
  ${job('storing', 1_000, store('storing'))}
  ${job('bare', 1_000, `${begin('bare')} ${becomes('bare', 'storing')}`)}
  ${job('free', 0, begin('free'))}
  ${job(
    'done',
    1_000,
    `${store('done')} ${moves('capture', 'done', 400)} ${moves('remainder', 'done', 600)}
    ${ends('done', 'done', ', charged = 400')}`,
  )}
  ${job(
    'failed',
    1_000,
    `${begin('failed')} ${moves('release', 'failed', 1_000)}
    ${ends('failed', 'failed', ", error_code = 'refused'")}`,
  )}
  ${job(
    'lost',
    1_000,
    `${begin('lost')} ${moves('release', 'lost', 1_000)}
    ${ends('lost', 'failed', ", error_code = 'lost'")}`,
  )}
  ${job('canceled', 1_000, `${moves('release', 'canceled', 1_000)} ${ends('canceled', 'canceled')}`)}
  insert into audit (actor, action) values ('ben', 'x');
  insert into sessions (id, user_id, expires_at) values ('one', 'ann', now() + interval '1 day'),
    ('two', 'ben', now() + interval '1 day');
  insert into admin_requests (actor, key, request_hash) values ('ben', 'key', 'x');
  ${codes}
  insert into turns (user_id, at) values ('ann', now());
  set constraints all immediate;
  set constraints all deferred;`
