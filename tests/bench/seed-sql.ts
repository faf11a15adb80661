/** How much there is. Every job leaves about three rows in the ledger. */
export type Size = { users: number; jobs: number }

const FIRST = [
  'Ann',
  'Boris',
  'Chloé',
  'Dmitri',
  'Elena',
  'Farid',
  'Grace',
  'Hiro',
  'Ines',
  '李',
  'Jonas',
  'Мария',
]
const LAST = ['Smith', 'Иванов', 'Garcia', '王芳', 'Kim', 'Novák', 'Okafor', 'Rossi', 'Silva', 'Weber']
const MODELS = [
  'recraft/remove-background',
  'recraft/crisp-upscale',
  'google/imagen4-fast',
  'google/nano-banana',
  'bytedance/seedream-v4-text-to-image',
  'qwen/text-to-image',
]
const list = (texts: string[]) => `(array[${texts.map((text) => `'${text}'`).join(', ')}])`
const userId = (n: string) => `'u' || lpad((${n})::text, 25, '0')`
const jobId = (n: string) => `'j' || lpad((${n})::text, 25, '0')`

/** The person whom a test asks as: everyone has a few jobs, the first ones most. */
export const PERSON = `u${'1'.padStart(25, '0')}`
export const PERSON_EMAIL = 'person1@example.com'

/**
 * The whole of it as sets, in the order of time. Triggers and foreign keys look away while it is loaded, so balances,
 * what was there after each row, and the kept sums are computed here, and checked by whoever calls this.
 */
export const seedStatements = ({ users, jobs }: Size): string[] => [
  `insert into users (id, email, name, role, email_verified_at, created_at)
   select ${userId('n')}, 'person' || n || '@example.com',
     ${list(FIRST)}[1 + n % ${FIRST.length}] || ' ' || ${list(LAST)}[1 + n / 7 % ${LAST.length}] || ' ' || n, 'user', now(),
     now() - interval '2 years' + n * interval '1 year' / ${users}
   from generate_series(1, ${users}) n`,
  `insert into person_words (user_id, word)
   select distinct id, word from (
     select id, unnest(regexp_split_to_array(lower(name collate "und-x-icu") collate "C", '\\s+')) as word from users
     union all select id, lower(email) collate "C" from users
     union all select id, split_part(lower(email) collate "C", '@', 2) from users
     union all select id, unnest(regexp_split_to_array(lower(email) collate "C", '[^a-z0-9]+')) from users
     union all select id, lower(id) collate "C" from users) words
   where word <> '' on conflict do nothing`,
  // Ann's password, so that this person can sign in.
  `insert into passwords (user_id, hash) select '${PERSON}', hash from passwords where user_id like 'ann%'`,
  // The square of a fraction: the first people have many jobs, the last few.
  `create unlogged table seed_jobs as
   select ${jobId('n')} as id, ${userId(`1 + floor(power(n * 7919::bigint % ${jobs} / ${jobs}::float8, 2) * ${users})::bigint`)} as user_id,
     ${list(MODELS)}[1 + n % ${MODELS.length}] as model, 1000 + n % 5 * 500 as hold,
     now() - interval '1 year' + n * interval '1 year' / ${jobs} - interval '1 hour' as at,
     case when n % 100 < 92 then 'done' when n % 100 < 96 then 'failed' when n % 100 < 98 then 'canceled' else 'lost' end as ending,
     case when n % 10 = 0 then 1000 + n % 5 * 500 else 800 + n % 5 * 400 end as charged, n
   from generate_series(1, ${jobs}) n`,
  `insert into jobs (id, user_id, model, status, version, input, hold, units, charged, error_code, request_hash,
     created_at, started_at, finished_at, updated_at, wake_at)
   select id, user_id, model, case ending when 'lost' then 'failed' else ending end, 4, '{"prompt": "a lamp"}', hold, 1,
     case ending when 'done' then charged end,
     case ending when 'failed' then 'generation_failed' when 'lost' then 'lost' end, 'x',
     at, at + interval '1 s', at + (10 + n % 50) * interval '1 s', at + (10 + n % 50) * interval '1 s', null
   from seed_jobs`,
  `insert into attempts (job_id, n, nonce, state, begun_at, task_id, record, credits_consumed, cost_ms, ended_at)
   select id, 1, 'x', case ending when 'lost' then 'uncertain' else 'ended' end, at + interval '1 s', 'task-' || id,
     case ending when 'done' then '{"urls": ["x"], "texts": []}'::jsonb end,
     case ending when 'done' then charged when 'failed' then 100 end, 5000, at + (10 + n % 50) * interval '1 s'
   from seed_jobs where ending <> 'canceled'`,
  `insert into files (id, user_id, job_id, position, kind, name, mime, bytes, width, height, sha256, model, created_at)
   select 'f' || substr(id, 2), user_id, id, 0, 'image', 'lamp-' || n || '.png', 'image/png', 1000, 600, 400, 'x', model,
     at + (10 + n % 50) * interval '1 s'
   from seed_jobs where ending = 'done'`,
  `insert into code_batches (id, amount, count, uses, redeemed, note, created_by, created_at, exported_at)
   select 'b' || lpad(n::text, 25, '0'), 500, greatest(1, ${users} / 100), 1,
     case n when 1 then greatest(1, floor(${users} / 100)) else 0 end, 'Batch ' || n, ${userId('1')},
     now() - n * interval '1 hour', now() from generate_series(1, 100) n`,
  `insert into codes (batch_id, n, hash, tail, uses, used)
   select batch.id, n, batch.id || '-' || n, lpad(n::text, 4, '0'), 1, case when batch.redeemed > 0 then 1 else 0 end
   from code_batches batch, generate_series(1, batch.count) n`,
  `insert into code_redemptions (id, batch_id, n, user_id, at)
   select 'r' || n, batch_id, n, ${userId('n')}, now() - interval '30 minutes' + n * interval '1 ms'
   from codes join code_batches batch on batch.id = batch_id where batch.redeemed > 0`,
  `create unlogged table seed_moves as
   with spent as (select user_id, sum(hold) as total from seed_jobs group by user_id)
   select users.created_at as at, 0 as step, 'grant' as kind, 'house.grants' as debit, 'user.available' as credit,
     20000 + coalesce(spent.total, 0) as amount, users.id as user_id, null::text as job_id, 'system' as actor, 'Welcome' as reason,
     'seed:' || users.id as key
   from users left join spent on spent.user_id = users.id where users.id like 'u0%'
   union all select created_at + interval '1 minute', 0, 'grant', 'house.grants', 'user.available', 1000, id, null, ${userId('1')}, 'For the lamps', 'more:' || id from users where id like 'u0%'
   union all select at, 1, 'hold', 'user.available', 'user.held', hold, user_id, id, user_id, model, null from seed_jobs
   union all select at + (10 + n % 50) * interval '1 s', 2, 'capture', 'user.held', 'house.revenue', charged, user_id, id, 'system', model, null
     from seed_jobs where ending = 'done'
   union all select at + (10 + n % 50) * interval '1 s', 3, 'remainder', 'user.held', 'user.available', hold - charged, user_id, id, 'system', model, null
     from seed_jobs where ending = 'done' and charged < hold
   union all select at + (10 + n % 50) * interval '1 s', 2, 'release', 'user.held', 'user.available', hold, user_id, id, 'system', model, null
     from seed_jobs where ending <> 'done'
   union all select at + (10 + n % 50) * interval '1 s', 4, 'loss', 'house.losses', 'house.kie', 100, null, id, 'system', model, null
     from seed_jobs where ending = 'failed'
   union all select at, 5, 'redeem', 'house.codes', 'user.available', 500, user_id, null, user_id, 'code', 'redeem:' || id from code_redemptions`,
  `insert into ledger (id, at, kind, debit, credit, amount, user_id, job_id, available_after, held_after, actor, reason, idempotency_key)
   select (select coalesce(max(id), 0) from ledger) + row_number() over (order by at, step, user_id, job_id), at, kind, debit, credit, amount, user_id, job_id,
     case when user_id is not null then sum(amount * ((credit = 'user.available')::int - (debit = 'user.available')::int)) over mine end,
     case when user_id is not null then sum(amount * ((credit = 'user.held')::int - (debit = 'user.held')::int)) over mine end,
     actor, reason, key
   from seed_moves window mine as (partition by user_id order by at, step, user_id, job_id rows unbounded preceding)
   order by 1`,
  `select setval('ledger_id_seq', (select max(id) from ledger))`,
  `insert into balances (user_id, available, held)
   select user_id, sum(amount * ((credit = 'user.available')::int - (debit = 'user.available')::int)),
     sum(amount * ((credit = 'user.held')::int - (debit = 'user.held')::int))
   from seed_moves where user_id is not null group by user_id`,
  `insert into account_totals (account, total)
   select account, sum(amount) from (
     select credit as account, amount from seed_moves union all select debit, -amount from seed_moves) moved
   where account like 'house.%' group by account
   union all select 'people', sum(available + held) from balances
   union all select 'kie', sum(credits_consumed) from attempts`,
  `insert into job_days (day, model, outcome, bucket, jobs, paid, consumed, unsaid)
   select (j.finished_at at time zone 'UTC')::date, s.model, s.ending,
     case s.ending when 'done' then 1 + floor(4 * log(2, greatest(1, extract(epoch from j.finished_at - j.created_at) * 1000)))::integer else 0 end,
     count(*), sum(coalesce(j.charged, 0)), sum(case s.ending when 'done' then s.charged when 'failed' then 100 else 0 end), 0
   from seed_jobs s join jobs j on j.id = s.id group by 1, 2, 3, 4`,
  `insert into gallery_months (user_id, month, count)
   select user_id, to_char(created_at at time zone 'UTC', 'YYYY-MM'), count(*) from files group by 1, 2`,
  `insert into audit (at, actor, action, subject, detail)
   select now() - interval '1 year' + n * interval '1 year' / ${jobs}, ${userId('1')}, 'credits.granted', ${userId(`1 + n % ${users}`)},
     '{"credits": 1, "reason": "For the lamps", "before": 0, "after": 1}' from generate_series(1, ${jobs} / 4) n`,
  // Every tenth person is in a group.
  `insert into groups (id, name, credits_a_day)
   select 'g' || lpad(n::text, 25, '0'), 'Group ' || n, 100000 from generate_series(1, 100) n`,
  `insert into person_limits (user_id, group_id)
   select ${userId('n')}, 'g' || lpad((1 + n / 10 % 100)::text, 25, '0') from generate_series(10, ${users}, 10) n`,
  `insert into price_rules (model_id, kind, factor, from_at, made_at, reason, made_by)
   select case when n % 7 > 0 then (${list(MODELS)})[n % 7] end, 'times', 1000 + n, at, at, 'The new year', ${userId('1')}
   from (select n, now() - (101 - n) * interval '1 day' as at from generate_series(1, 100) n) rules`,
  `insert into balance_samples (at, balance, consumed, in_flight, drift)
   select now() - interval '1 year' + n * interval '1 year' / (${jobs} / 20), 100000, 1000, 0, 0
   from generate_series(1, ${jobs} / 20) n`,
  `insert into storage_sums (kind, files, bytes, at) select kind, count(*), sum(bytes), now() from files group by kind`,
  // The daily look through all books was a moment ago: it does not run while pages are timed.
  `insert into book_audits (id, started_at, finished_at, checked) values ('seeded', now(), now(), ${jobs})`,
  'drop table seed_jobs, seed_moves',
]
