import type { BenchApp } from './bench-app.ts'
import { type BenchPerson, makePerson } from './people.ts'

/** Results lie evenly over so many days. */
export const DAYS = 1_000

/** A person with so many results: rows without bytes, four of a job. */
export async function filled(app: BenchApp, count: number): Promise<BenchPerson> {
  const person = await makePerson(app.url)
  const at = `now() - n * (interval '${DAYS} days' / ${count})`
  // Jobs by hand, past the rules of money: none is asked about here, and none wants work (wake_at), or the worker would
  // be busy with them all along.
  await app.query(`
    set session_replication_role = replica;
    insert into jobs (id, user_id, model, input, hold, request_hash, status, charged, wake_at, created_at,
      started_at, finished_at, updated_at)
    select lpad((n / 4)::text, 8, '0') || right(md5(user_id || n), 18), user_id, 'z-image', '{}', 0, 'x', 'done', 0, null,
      ${at}, ${at}, ${at}, ${at}
    from files, generate_series(4, ${count}, 4) n where files.id = '${person.file}';
    set session_replication_role = origin`)
  // Words one by one would take most of the bench; here they are written with the rows.
  await app.query('alter table files disable trigger files_words')
  await app.query(`
    insert into files (id, user_id, job_id, position, kind, name, mime, bytes, width, height, sha256, model,
      is_favourite, created_at, words)
    select lpad(n::text, 8, '0') || right(md5(id || n), 18), user_id, id, n % 4, 'image', 'cup' || n || '.png',
      'image/png', 1000, 600 + (n % 7) * 200, 1000, 'x',
      (array['recraft/remove-background', 'recraft/crisp-upscale', 'z-image'])[1 + n % 3],
      n % 8 = 0, ${at},
      array[left(user_id, 8) || 'cup' || (n % 1000), left(user_id, 8) || case n % 8 when 0 then 'red' else 'blue' end]
    from (
      select id, user_id, 4 * left(id, 8)::int + part as n from jobs, generate_series(0, 3) part
      where user_id = (select user_id from files where id = '${person.file}')) made`)
  await app.query(`
    insert into gallery_words (user_id, word)
    select user_id, word from files, (
      select 'cup' || generate_series(0, 999) as word union values ('red'), ('blue')) words
    where files.id = '${person.file}'
    on conflict do nothing`)
  await app.query('alter table files enable trigger files_words')
  return person
}
