-- The rules of money and jobs that the database itself keeps. Features of PostgreSQL 15 only.

-- Everyone has a balance row before their first movement.
create function users_open_balance() returns trigger language plpgsql as $$
begin
  insert into balances (user_id) values (new.id);
  return new;
end $$;
--> statement-breakpoint
create trigger users_open_balance after insert on users for each row execute function users_open_balance();
--> statement-breakpoint

-- The words that people are found by. Unicode's own lower case, whatever the database's locale; a piece with Chinese in
-- it is found from any of its letters on. Arrays, because the planner takes a set of rows for so large that it compiles.
create function users_words() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then delete from person_words where user_id = new.id; end if;
  insert into person_words (user_id, word)
    with texts (text) as (
      values (lower(new.name collate "und-x-icu") collate "C"), (lower(new.email collate "und-x-icu") collate "C")),
    pieces (piece) as (
      select unnest(regexp_split_to_array(text, '[\u0001-\u002f\u003a-\u0060\u007b-\u007f]+')) from texts)
    select distinct new.id, word from (
      select unnest(regexp_split_to_array(text, '\s+')) as word from texts
      union all select split_part(text, '@', 2) from texts
      union all select piece from pieces
      union all select substr(piece, n) from pieces, generate_series(2, length(piece)) n where piece ~ '[\u4e00-\u9fff]'
      union all select lower(new.id) collate "C") words
    where word <> '';
  return null;
end $$;
--> statement-breakpoint
create trigger users_words after insert or update of name, email on users for each row execute function users_words();
--> statement-breakpoint

-- Balances move only through the ledger: a direct statement has trigger depth 1, one from ledger_apply 2.
create function balances_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.available = 0 and new.held = 0 then return new; end if;
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 then return new; end if;
  raise exception 'balances change only by ledger rows';
end $$;
--> statement-breakpoint
create trigger balances_guard before insert or update or delete on balances for each row execute function balances_guard();
--> statement-breakpoint

-- Which limit of a person one more hold would pass: `jobs_at_once`, `credits_a_day` or null. People without limits cost
-- one look at an index. The others' balance row is locked first, so that what is compared cannot change meanwhile.
create function limit_passed(person text, wanted bigint, today date) returns text language plpgsql as $$
declare
  most record;
  has record;
begin
  select coalesce(own.credits_a_day, shared.credits_a_day) as credits, coalesce(own.jobs_at_once, shared.jobs_at_once) as jobs
    into most from person_limits own left join groups shared on shared.id = own.group_id where own.user_id = person;
  if not found or (most.credits is null and most.jobs is null) then return null; end if;
  select open_jobs, case when used_on = today then used else 0 end as used
    into has from balances where user_id = person for no key update;
  if has.open_jobs >= most.jobs then return 'jobs_at_once'; end if;
  if has.used + wanted > most.credits then return 'credits_a_day'; end if;
  return null;
end $$;
--> statement-breakpoint

-- A ledger row moves the balance in the same statement. A hold or take that the balance does not cover returns
-- null: the row is not inserted, and whatever the statement wanted to insert from it is not either.
create function ledger_apply() returns trigger language plpgsql as $$
declare
  d_available bigint := case new.kind when 'capture' then 0 when 'take' then -new.amount when 'hold' then -new.amount else new.amount end;
  d_held bigint := case new.kind when 'hold' then new.amount when 'grant' then 0 when 'take' then 0 when 'redeem' then 0 else -new.amount end;
  held_for_job bigint;
  d_open int := case new.kind when 'hold' then 1 when 'capture' then -1 when 'release' then -1 else 0 end;
  captured bigint;
  today date := (new.at at time zone 'utc')::date;
  held_on date;
begin
  if new.kind = 'loss' then return new; end if;
  if new.kind in ('capture', 'release', 'remainder') then
    select amount, (at at time zone 'utc')::date into held_for_job, held_on from ledger where job_id = new.job_id and kind = 'hold' and user_id = new.user_id;
    if held_for_job is null then raise exception 'ledger: % without a hold', new.kind; end if;
    if new.kind = 'release' and new.amount <> held_for_job then raise exception 'ledger: release differs from hold'; end if;
    if new.kind = 'capture' and new.amount > held_for_job then raise exception 'ledger: capture exceeds hold'; end if;
    if new.kind = 'remainder' then
      select amount into captured from ledger where job_id = new.job_id and kind = 'capture';
      if captured is null or captured + new.amount <> held_for_job then raise exception 'ledger: remainder does not fit'; end if;
    end if;
  end if;
  if new.kind = 'hold' and limit_passed(new.user_id, new.amount, today) is not null then return null; end if;
  update balances set available = available + d_available, held = held + d_held, open_jobs = open_jobs + d_open,
      used = case
        when new.kind = 'hold' then case when used_on = today then used else 0 end + new.amount
        when new.kind in ('release', 'remainder') and used_on = held_on then greatest(0, used - new.amount)
        else used end,
      used_on = case when new.kind = 'hold' then today else used_on end
    where user_id = new.user_id and available + d_available >= 0 and held + d_held >= 0
    returning available, held into new.available_after, new.held_after;
  if not found then
    if new.kind in ('hold', 'take') then return null; end if;
    raise exception 'ledger: no balance for %', new.kind;
  end if;
  -- Numbered while the balance row is locked, so that a person's rows stand in the order of their balances.
  new.id := nextval('ledger_id_seq');
  return new;
end $$;
--> statement-breakpoint
create trigger ledger_apply before insert on ledger for each row execute function ledger_apply();
--> statement-breakpoint

-- Whatever moved a balance left its row: `insert … on conflict do nothing` would move it and skip the row.
create function balances_match() returns trigger language plpgsql as $$
begin
  if exists (
    select from balances b
      left join lateral (
        select l.available_after, l.held_after from ledger l where l.user_id = b.user_id order by l.id desc limit 1) last on true
      where b.user_id = new.user_id and (b.available, b.held) is distinct from (last.available_after, last.held_after)) then
    raise exception 'balances: % does not match its last ledger row', new.user_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger balances_match after update on balances deferrable initially deferred
  for each row execute function balances_match();
--> statement-breakpoint

-- A capture below the hold gives the rest back in the same transaction.
create function ledger_capture_whole() returns trigger language plpgsql as $$
begin
  if (select sum(case kind when 'hold' then amount else -amount end) from ledger where job_id = new.job_id and kind in ('hold', 'capture', 'remainder')) <> 0 then
    raise exception 'ledger: capture of job % leaves a part of its hold', new.job_id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_capture_whole after insert on ledger deferrable initially deferred
  for each row when (new.kind = 'capture') execute function ledger_capture_whole();
--> statement-breakpoint

create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end $$;
--> statement-breakpoint
create trigger ledger_append_only before update or delete or truncate on ledger for each statement execute function append_only();
--> statement-breakpoint
create trigger audit_append_only before update or delete or truncate on audit for each statement execute function append_only();
--> statement-breakpoint

-- What a job is never changes, but its person's own words are forgotten with them; its status moves along allowed edges only; a change that people see raises the version.
create function jobs_change() returns trigger language plpgsql as $$
begin
  if (new.id, new.user_id, new.model, new.hold, new.units, new.rule_id, new.factor, new.list_price, new.created_at)
     is distinct from (old.id, old.user_id, old.model, old.hold, old.units, old.rule_id, old.factor, old.list_price, old.created_at)
     or (new.input, new.request_hash) is distinct from (old.input, old.request_hash) and not (
       (new.input, new.request_hash) = ('{}'::jsonb, '') and old.status in ('done', 'failed', 'canceled') and exists (
         select from users where id = old.user_id and closing_at is not null and disabled_at is not null)) then
    raise exception 'jobs: what was submitted does not change';
  end if;
  if new.status <> old.status and not (
       (old.status = 'queued' and new.status in ('running', 'failed', 'canceled'))
    or (old.status = 'running' and new.status in ('queued', 'storing', 'failed'))
    or (old.status = 'storing' and new.status in ('done', 'failed'))
    or (old.status = 'failed' and old.error_code = 'lost' and new.status = 'storing')) then
    raise exception 'jobs: % does not become %', old.status, new.status;
  end if;
  if (new.status, new.stage, new.charged, new.error_code, new.error_detail, new.started_at, new.finished_at)
     is distinct from (old.status, old.stage, old.charged, old.error_code, old.error_detail, old.started_at, old.finished_at) then
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger jobs_change before update on jobs for each row execute function jobs_change();
--> statement-breakpoint

-- Status and money agree at every commit: an open job has its hold, an ended one its resolution, a done one its bytes.
create function jobs_money() returns trigger language plpgsql as $$
declare
  resolution text;
begin
  if not exists (select from ledger where job_id = new.id and kind = 'hold' and amount = new.hold) then
    raise exception 'jobs: % has no hold', new.id;
  end if;
  select kind into resolution from ledger where job_id = new.id and kind in ('capture', 'release');
  if new.status in ('queued', 'running') and resolution is not null
    or new.status in ('failed', 'canceled') and resolution is distinct from 'release'
    or new.status = 'done' and resolution = 'release' and new.charged <> 0
    or new.status = 'done' and resolution = 'capture' and not exists (
      select from ledger where job_id = new.id and kind = 'capture' and amount = new.charged)
    or new.status = 'done' and resolution is null then
    raise exception 'jobs: % is % but its money says %', new.id, new.status, coalesce(resolution, 'held');
  end if;
  if new.status = 'done' and not exists (select from files where job_id = new.id) then
    raise exception 'jobs: % is done without a stored result', new.id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger jobs_money_insert after insert on jobs deferrable initially deferred
  for each row execute function jobs_money();
--> statement-breakpoint
create constraint trigger jobs_money_update after update of status on jobs deferrable initially deferred
  for each row when (old.status <> new.status and new.status <> 'running') execute function jobs_money();
--> statement-breakpoint

-- Wake-ups. People's pages hear of jobs and balances, workers of new work and of callbacks. Equal notices of one
-- transaction are sent once by PostgreSQL.
create function jobs_notify() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.version <> old.version then perform pg_notify('loupe_people', new.user_id); end if;
  if tg_op = 'INSERT' or (new.status = 'queued' and old.status <> 'queued') then perform pg_notify('loupe_work', ''); end if;
  if tg_op = 'UPDATE' and new.woken_at is distinct from old.woken_at then perform pg_notify('loupe_work', new.id); end if;
  return null;
end $$;
--> statement-breakpoint
create trigger jobs_notify after insert or update on jobs for each row execute function jobs_notify();
--> statement-breakpoint
create function balances_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('loupe_people', new.user_id);
  return null;
end $$;
--> statement-breakpoint
create trigger balances_notify after update on balances for each row execute function balances_notify();
--> statement-breakpoint
-- A disabled account or an ended session closes its open event streams at once.
create function sessions_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('loupe_people', old.user_id);
  return null;
end $$;
--> statement-breakpoint
create trigger sessions_notify after delete on sessions for each row execute function sessions_notify();
--> statement-breakpoint
create function users_disable() returns trigger language plpgsql as $$
begin
  delete from sessions where user_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create trigger users_disable after update of disabled_at on users for each row
  when (old.disabled_at is null and new.disabled_at is not null) execute function users_disable();
--> statement-breakpoint

-- All accounts, the house's as sums. The total is zero; people's two accounts equal their balance row.
create view account_sums as
  select account, user_id, sum(amount) as total from (
    select credit as account, case when credit like 'user.%' then user_id end as user_id, amount from ledger
    union all
    select debit, case when debit like 'user.%' then user_id end, -amount from ledger) movements
  group by account, user_id;
--> statement-breakpoint

-- The rule that a job of this model is priced by now: the model's own, else the one for all; null: none.
create function price_rule_of(asked text) returns bigint language sql stable as $$
  select coalesce(
    (select case when kind <> 'none' then id end from (
      select id, kind from price_rules where model_id = asked and withdrawn_at is null and from_at <= now()
      order by from_at desc, id desc limit 1) own),
    (select case when kind <> 'none' then id end from (
      select id, kind from price_rules where model_id is null and withdrawn_at is null and from_at <= now()
      order by from_at desc, id desc limit 1) every_model))
$$;
--> statement-breakpoint

-- Jobs name the rule that they were priced by, so it stays as it was. One that is still to come may be withdrawn, once.
create function price_rules_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is null and new.withdrawn_at is not null and old.from_at > clock_timestamp()
    and (to_jsonb(new) - '{withdrawn_at,withdrawn_by,withdrawn_reason}'::text[])
      = (to_jsonb(old) - '{withdrawn_at,withdrawn_by,withdrawn_reason}'::text[]) then
    return new;
  end if;
  raise exception 'price rules do not change';
end $$;
--> statement-breakpoint
create trigger price_rules_change before update or delete on price_rules for each row execute function price_rules_change();
--> statement-breakpoint

-- There is always an admin who can sign in and is not about to leave, once there was one. Those who take that from
-- somebody go one by one.
create function users_last_admin() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('loupe_last_admin'));
  if not exists (select from users where role = 'admin' and disabled_at is null and closing_at is null and id <> old.id) then
    raise exception 'the last admin stays' using errcode = 'check_violation', constraint = 'users_last_admin';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
--> statement-breakpoint
create trigger users_last_admin_change before update of role, disabled_at on users for each row
  when (old.role = 'admin' and old.disabled_at is null and (new.role <> 'admin' or new.disabled_at is not null))
  execute function users_last_admin();
--> statement-breakpoint
create trigger users_last_admin_closing before update of closing_at on users for each row
  when (old.role = 'admin' and old.disabled_at is null and old.closing_at is null and new.closing_at is not null)
  execute function users_last_admin();
--> statement-breakpoint
create trigger users_last_admin_delete before delete on users for each row
  when (old.role = 'admin' and old.disabled_at is null) execute function users_last_admin();
--> statement-breakpoint

-- Redeeming a code is inserting its row. A batch that is canceled or over and a code without a use left return null:
-- nothing is inserted, and the ledger's row, which is inserted from it, is not either. The lock on the batch makes a
-- redemption and a cancellation stand one after the other.
create function code_redeem() returns trigger language plpgsql as $$
begin
  -- Who is suspended or about to be deleted redeems nothing; the lock makes that and this stand one after the other.
  perform from users where id = new.user_id and disabled_at is null for share;
  if not found then return null; end if;
  perform from code_batches where id = new.batch_id and canceled_at is null
    and (expires_at is null or expires_at > clock_timestamp()) for update;
  if not found then return null; end if;
  update codes set used = used + 1 where batch_id = new.batch_id and n = new.n and used < uses;
  if not found then return null; end if;
  update code_batches set redeemed = redeemed + 1 where id = new.batch_id;
  return new;
end $$;
--> statement-breakpoint
create trigger code_redeem before insert on code_redemptions for each row execute function code_redeem();
--> statement-breakpoint
create trigger code_redemptions_append_only before update or delete or truncate on code_redemptions
  for each statement execute function append_only();
--> statement-breakpoint

-- A redemption and its ledger row are there together or not at all, and for the same amount.
create function code_redemption_paid() returns trigger language plpgsql as $$
begin
  if not exists (
    select from ledger l join code_batches b on b.id = new.batch_id
    where l.idempotency_key = 'redeem:' || new.id and l.kind = 'redeem' and l.user_id = new.user_id and l.amount = b.amount) then
    raise exception 'codes: redemption % has no ledger row', new.id;
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger code_redemption_paid after insert on code_redemptions deferrable initially deferred
  for each row execute function code_redemption_paid();
--> statement-breakpoint
create function ledger_redeem_known() returns trigger language plpgsql as $$
begin
  if not exists (select from code_redemptions where id = substr(new.idempotency_key, 8) and user_id = new.user_id) then
    raise exception 'ledger: a redeem row without a redemption';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger ledger_redeem_known after insert on ledger deferrable initially deferred
  for each row when (new.kind = 'redeem') execute function ledger_redeem_known();
--> statement-breakpoint

-- The books of days. Each end of a job leaves a row in `job_ends`, written when all of its transaction is known. What
-- KIE consumed for a job that nobody paid is what the ledger booked as loss; of a paid one it is what KIE said.
create function book_end(job jobs, sign integer) returns void language plpgsql as $$
declare
  late boolean := job.status = 'done' and exists (select from ledger where job_id = job.id and kind = 'release');
  made boolean := job.status = 'done';
  said bigint;
  promised integer;
begin
  if made and not late then
    select sum(credits_consumed) into said from attempts where job_id = job.id;
    select jsonb_array_length(record -> 'urls') + jsonb_array_length(record -> 'texts') into promised
      from attempts where job_id = job.id and record is not null order by n desc limit 1;
  else
    select amount into said from ledger where job_id = job.id and kind = 'loss';
  end if;
  insert into job_ends (day, model, outcome, bucket, jobs, paid, consumed, unsaid) values (
    (job.finished_at at time zone 'UTC')::date,
    job.model,
    case
      when late then 'late'
      when made and promised > (select count(*) from files where job_id = job.id) then 'partial'
      when made then 'done'
      when job.status = 'canceled' then 'canceled'
      when job.error_code = 'lost' then 'lost'
      when job.error_code = 'upstream_key' then 'key'
      when job.error_code = 'upstream_credit' then 'credit'
      else 'failed'
    end,
    case when made then 1 + floor(4 * log(2, greatest(1, extract(epoch from job.finished_at - job.created_at) * 1000)))::integer else 0 end,
    sign,
    sign * coalesce(job.charged, 0),
    sign * coalesce(said, 0),
    case when made and said is null then sign else 0 end);
end $$;
--> statement-breakpoint
create function jobs_end() returns trigger language plpgsql as $$
begin
  perform book_end(new, 1);
  return null;
end $$;
--> statement-breakpoint
create constraint trigger jobs_end_insert after insert on jobs deferrable initially deferred
  for each row when (new.status in ('done', 'failed', 'canceled')) execute function jobs_end();
--> statement-breakpoint
create constraint trigger jobs_end_update after update of status on jobs deferrable initially deferred
  for each row when (old.status <> new.status and new.status in ('done', 'failed', 'canceled')) execute function jobs_end();
--> statement-breakpoint
create function jobs_revive() returns trigger language plpgsql as $$
begin
  perform book_end(old, -1);
  return null;
end $$;
--> statement-breakpoint
create trigger jobs_revive after update of status on jobs for each row
  when (old.status in ('done', 'failed', 'canceled') and old.status <> new.status) execute function jobs_revive();
--> statement-breakpoint

-- Kept sums of accounts, from three sources that must agree: the ledger, the balances, and what KIE said.
create function ledger_account_moves() returns trigger language plpgsql as $$
begin
  insert into account_moves (account, amount)
    select account, change from (values (new.credit, new.amount), (new.debit, -new.amount)) moved (account, change)
    where account like 'house.%';
  return null;
end $$;
--> statement-breakpoint
create trigger ledger_account_moves after insert on ledger for each row
  when (new.kind not in ('hold', 'release', 'remainder')) execute function ledger_account_moves();
--> statement-breakpoint
create function balances_account_moves() returns trigger language plpgsql as $$
begin
  insert into account_moves (account, amount) values ('people', new.available + new.held - old.available - old.held);
  return null;
end $$;
--> statement-breakpoint
create trigger balances_account_moves after update on balances for each row
  when (new.available + new.held <> old.available + old.held) execute function balances_account_moves();
--> statement-breakpoint
create function attempts_account_moves() returns trigger language plpgsql as $$
begin
  insert into account_moves (account, amount)
    values ('kie', coalesce(new.credits_consumed, 0) - case tg_op when 'UPDATE' then coalesce(old.credits_consumed, 0) else 0 end);
  return null;
end $$;
--> statement-breakpoint
create trigger attempts_account_moves_insert after insert on attempts for each row
  when (new.credits_consumed is not null) execute function attempts_account_moves();
--> statement-breakpoint
create trigger attempts_account_moves_update after update of credits_consumed on attempts for each row
  when (old.credits_consumed is distinct from new.credits_consumed) execute function attempts_account_moves();
--> statement-breakpoint

-- What a result is found by: the words of a text in small letters, each cut to 40, in their order. Of Chinese, Japanese
-- and Korean, which leave no spaces, every pair of neighbours and the last letter of a run, so that every letter begins
-- one of them. As many as a prompt of 600 letters can have. `lib/gallery/search.ts` asks for the same.
create function search_words(given text) returns text[] language sql stable as $$
  with said (text) as (select lower(given collate "und-x-icu") collate "C"),
  pieces (piece) as (
    select (regexp_matches(part, '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+', 'g'))[1]
    from said, unnest(regexp_split_to_array(text,
      '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+')) as part),
  words (word) as (
    select left(piece, 40) from pieces where piece !~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]'
    union select substr(piece, n, 2) from pieces, generate_series(1, length(piece)) n
      where piece ~ '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]')
  select coalesce(array_agg(word), '{}') from (
    select word from said, words where word <> '' order by strpos(text, word), word limit 640) kept
$$;
--> statement-breakpoint
create function files_words() returns trigger language plpgsql as $$
declare
  said text := (select coalesce(input ->> 'prompt', input ->> 'text') from jobs where id = new.job_id);
  found text[] := array(
    select word from unnest(search_words(new.name)) as word
    union select word from unnest(search_words(left(said, 600))) as word);
begin
  new.words := array(select left(new.user_id, 8) || word from unnest(found) as word);
  insert into gallery_words (user_id, word)
    select new.user_id, word from unnest(found) as word order by word
    on conflict do nothing;
  return new;
end $$;
--> statement-breakpoint
create trigger files_words before insert on files for each row
  when (new.job_id is not null or new.finish_of is not null) execute function files_words();
--> statement-breakpoint

-- How many results each month holds, by what a statement changed as a whole: in one order, so that two that touch the
-- same months wait for each other and never in a circle.
create function files_months() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into gallery_months as kept (user_id, month, count)
      select user_id, to_char(created_at at time zone 'UTC', 'YYYY-MM'), count(*) from fresh
      where (job_id is not null or finish_of is not null) and trashed_at is null and deleted_at is null
      group by 1, 2 order by 1, 2
      on conflict (user_id, month) do update set count = kept.count + excluded.count;
  elsif tg_op = 'UPDATE' then
    insert into gallery_months as kept (user_id, month, count)
      select user_id, to_char(created_at at time zone 'UTC', 'YYYY-MM'), sum(n) from (
        select user_id, created_at, 1 as n from fresh
          where (job_id is not null or finish_of is not null) and trashed_at is null and deleted_at is null
        union all
        select user_id, created_at, -1 from stale
          where (job_id is not null or finish_of is not null) and trashed_at is null and deleted_at is null) moved
      group by 1, 2 having sum(n) <> 0 order by 1, 2
      on conflict (user_id, month) do update set count = kept.count + excluded.count;
  else
    insert into gallery_months as kept (user_id, month, count)
      select user_id, to_char(created_at at time zone 'UTC', 'YYYY-MM'), -count(*) from stale
      where (job_id is not null or finish_of is not null) and trashed_at is null and deleted_at is null
      group by 1, 2 order by 1, 2
      on conflict (user_id, month) do update set count = kept.count + excluded.count;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger files_months_insert after insert on files referencing new table as fresh
  for each statement execute function files_months();
--> statement-breakpoint
create trigger files_months_update after update on files referencing new table as fresh old table as stale
  for each statement execute function files_months();
--> statement-breakpoint
create trigger files_months_delete after delete on files referencing old table as stale
  for each statement execute function files_months();
--> statement-breakpoint

-- Whatever changes what a person's lists show raises their gallery's version, before the months are counted (triggers
-- run in the order of their names): two that change one person's results stand one after the other.
create function files_gallery() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into gallery_versions as kept (user_id, version)
      select distinct user_id, 1 from fresh where job_id is not null or finish_of is not null order by 1
      on conflict (user_id) do update set version = kept.version + 1;
  else
    insert into gallery_versions as kept (user_id, version)
      select distinct user_id, 1 from fresh join stale using (id, user_id)
      where (fresh.job_id is not null or fresh.finish_of is not null)
        and (fresh.trashed_at, fresh.deleted_at, fresh.is_favourite)
          is distinct from (stale.trashed_at, stale.deleted_at, stale.is_favourite)
      order by 1
      on conflict (user_id) do update set version = kept.version + 1;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger files_gallery_insert after insert on files referencing new table as fresh
  for each statement execute function files_gallery();
--> statement-breakpoint
create trigger files_gallery_update after update on files referencing new table as fresh old table as stale
  for each statement execute function files_gallery();
