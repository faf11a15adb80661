ALTER TABLE "job_days" ADD COLUMN "expected" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_ends" ADD COLUMN "expected" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint

-- As before; and where KIE made a result without saying what it charged, what its list says it did.
create or replace function book_end(job jobs, sign integer) returns void language plpgsql as $$
declare
  late boolean := job.status = 'done' and exists (select from ledger where job_id = job.id and kind = 'release');
  made boolean := job.status = 'done';
  told bigint := (select sum(credits_consumed) from attempts where job_id = job.id);
  said bigint := told;
  listed bigint := 0;
  promised integer;
begin
  if made and not late then
    select jsonb_array_length(record -> 'urls') + jsonb_array_length(record -> 'texts') into promised
      from attempts where job_id = job.id and record is not null order by n desc limit 1;
  else
    select amount into said from ledger where job_id = job.id and kind = 'loss';
  end if;
  if told is null and (made or job.error_code = 'result_unavailable') then
    listed := coalesce(job.list_price, job.hold);
    insert into account_moves (account, amount) values ('kie.unsaid', sign * listed);
  end if;
  insert into job_ends (day, model, outcome, bucket, jobs, paid, consumed, unsaid, expected) values (
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
    case when made and said is null then sign else 0 end,
    sign * listed);
end $$;
--> statement-breakpoint

-- Jobs that ended before: rows that count no job, but what is expected of each day.
insert into job_ends (day, model, outcome, bucket, jobs, paid, consumed, unsaid, expected)
  select (j.finished_at at time zone 'UTC')::date, j.model,
    case when j.status = 'failed' then 'failed'
      when exists (select from ledger l where l.job_id = j.id and l.kind = 'release') then 'late' else 'done' end,
    0, 0, 0, 0, 0, sum(coalesce(j.list_price, j.hold))
  from jobs j
  where (j.status = 'done' or j.status = 'failed' and j.error_code = 'result_unavailable')
    and not exists (select from attempts a where a.job_id = j.id and a.credits_consumed is not null)
  group by 1, 2, 3;
--> statement-breakpoint
insert into account_moves (account, amount)
  select 'kie.unsaid', sum(expected) from job_ends where expected <> 0 having count(*) > 0;
