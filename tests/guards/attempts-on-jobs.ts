import { jobStatuses } from '@/lib/jobs/status'
import type { Attempt } from './attempts'
import { allowed, holds, refused } from './claims'
import { becomes, ends, moves } from './fixture'

const insertJob = (id: string, hold: number, more = '', values = '') => `
  insert into jobs (id, user_id, model, input, hold, request_hash${more})
  values ('${id}', 'ann', 'm', '{}', ${hold}, 'x'${values});`
/** As `submit` does: the hold's row and the job's are one statement, for each needs the other. */
export const heldJob = (hold: number, amount: number, more = '', values = '') => `
  with held as (
    insert into ledger (kind, debit, credit, amount, user_id, job_id, actor, reason)
    values ('hold', 'user.available', 'user.held', ${amount}, 'ann', 'new', 'ann', 'm') returning job_id)
  insert into jobs (id, user_id, model, input, hold, request_hash${more})
  select job_id, 'ann', 'm', '{}', ${hold}, 'x'${values} from held;`
const file = (id: string, job: string, position: string, model = `'m'`) => `
  insert into files (id, user_id, job_id, model, position, kind, name, mime, bytes, sha256)
  values ('${id}', 'ann', ${job}, ${model}, ${position}, 'image', 'x', 'image/png', 1, 'x');`
const attempt = (job: string, n: number, state: string, task = 'null') => `
  insert into attempts (job_id, n, nonce, state, task_id) values ('${job}', ${n}, 'x', '${state}', ${task});`

const fixed: [string, string][] = [
  ['id', `'other'`],
  ['user_id', `'ben'`],
  ['model', `'other'`],
  ['input', `'{"a": 1}'`],
  ['hold', '999'],
  ['units', '3'],
  ['request_hash', `'other'`],
  ['created_at', `now() - interval '1 day'`],
]

/** The edges of design §4, written down once more. */
const edges: Record<string, readonly string[]> = {
  queued: ['running', 'failed', 'canceled'],
  running: ['queued', 'storing', 'failed'],
  storing: ['done', 'failed'],
  done: [],
  failed: [],
  canceled: [],
  lost: ['storing'],
}
const statusOf = (job: string) => (job === 'lost' ? 'failed' : job)
const isOver = (status: string) => ['done', 'failed', 'canceled'].includes(status)

/** The change of status alone, at once: what money says to it comes at the commit. */
function edge(job: string, to: string): Attempt {
  const over = isOver(to) ? 'now()' : 'null'
  const change = becomes(job, to, `, finished_at = ${over}, charged = ${to === 'done' ? 0 : 'null'}`)
  const undo = `alter table jobs disable trigger jobs_money_update; ${change}`
  return edges[job]?.includes(to)
    ? allowed('jobs', `${job} becomes ${to}`, undo)
    : refused('jobs', `${job} becomes ${to}`, undo, /does not become/)
}

const leaves = (who: string, what = 'closing_at = now(), disabled_at = now()') =>
  `update users set ${what} where id = '${who}';`
const forget = (job: string, input = '{}') =>
  `update jobs set input = '${input}', request_hash = '' where id = '${job}';`
const kept = (name: string, statements: string) =>
  refused('jobs', `what was asked is forgotten ${name}`, statements, /does not change/)

/** What somebody asked for is forgotten with them, and only then. */
const forgetting: Attempt[] = [
  allowed('jobs', 'what was asked is forgotten with its person', leaves('ann') + forget('done')),
  kept('of somebody who stays', forget('done')),
  kept('of somebody who may still come back', leaves('ann', 'closing_at = now()') + forget('done')),
  kept('of somebody who is suspended', leaves('ann', 'disabled_at = now()') + forget('done')),
  kept(
    'when another leaves',
    `insert into users (id, email, name, closing_at, disabled_at) values ('cleo', 'c@example.com', 'Cleo', now(), now());
     ${forget('done')}`,
  ),
  kept('of a job that has not ended', leaves('ann') + forget('queued')),
  kept('for something else', leaves('ann') + forget('done', '{"a": 1}')),
]

const changes: Attempt[] = [
  ...forgetting,
  ...fixed.map(([column, value]) =>
    refused(
      'jobs',
      `another ${column}`,
      `update jobs set ${column} = ${value} where id = 'queued';`,
      /does not change/,
    ),
  ),
  ...Object.keys(edges).flatMap((job) =>
    jobStatuses.filter((to) => to !== statusOf(job)).map((to) => edge(job, to)),
  ),
  allowed(
    'jobs',
    'what is not seen changes freely',
    `update jobs set lease = 5, wake_at = null where id = 'done';`,
  ),
  allowed(
    'jobs',
    'a change that is seen raises the version',
    `${becomes('queued', 'running')} ${holds(`(select version = 2 from jobs where id = 'queued')`)}
     update jobs set lease = 5 where id = 'queued'; ${holds(`(select version = 2 from jobs where id = 'queued')`)}`,
  ),
]

const money: Attempt[] = [
  refused('jobs', 'a job without a hold', insertJob('new', 5), /has no hold/),
  refused('jobs', 'a job on the hold of another', insertJob('new', 1_000), /has no hold/),
  refused(
    'jobs',
    'done for the sum of another',
    `${moves('capture', 'storing', 600)} ${moves('remainder', 'storing', 400)} ${ends('storing', 'done', ', charged = 400')}`,
    /its money says/,
  ),
  allowed(
    'jobs',
    'kept, paid and done at once',
    `${becomes('running', 'storing')} ${file('kept', `'running'`, '0')} ${moves('capture', 'running', 1_000)}
     ${ends('running', 'done', ', charged = 1000')}`,
  ),
  refused('jobs', 'a job that costs more than its hold', heldJob(5, 4), /has no hold/),
  refused(
    'jobs',
    'a job whose loss is as high as its price',
    `${insertJob('new', 5)} insert into ledger (kind, debit, credit, amount, job_id, actor, reason)
     values ('loss', 'house.losses', 'house.kie', 5, 'new', 'system', 'x');`,
    /has no hold/,
  ),
  allowed('jobs', 'a job with its hold', heldJob(5, 5)),
  allowed('jobs', 'a job of nothing', heldJob(0, 0)),
  refused('jobs', 'canceled without a release', ends('queued', 'canceled'), /its money says/),
  refused('jobs', 'failed without a release', ends('running', 'failed'), /its money says/),
  refused(
    'jobs',
    'failed but captured',
    `${moves('capture', 'running', 1_000)} ${ends('running', 'failed')}`,
    /its money says/,
  ),
  refused(
    'jobs',
    'canceled but captured',
    `${moves('capture', 'queued', 1_000)} ${ends('queued', 'canceled')}`,
    /its money says/,
  ),
  refused('jobs', 'done without a capture', ends('storing', 'done', ', charged = 0'), /its money says/),
  refused(
    'jobs',
    'done for another sum',
    `${moves('capture', 'storing', 400)} ${moves('remainder', 'storing', 600)} ${ends('storing', 'done', ', charged = 600')}`,
    /its money says/,
  ),
  refused(
    'jobs',
    'done for the sum of its hold',
    `${moves('capture', 'storing', 400)} ${moves('remainder', 'storing', 600)} ${ends('storing', 'done', ', charged = 1000')}`,
    /its money says/,
  ),
  refused(
    'jobs',
    'done and paid but given back',
    `${moves('release', 'storing', 1_000)} ${ends('storing', 'done', ', charged = 400')}`,
    /its money says/,
  ),
  refused(
    'jobs',
    'back in the queue but given back',
    `${moves('release', 'running', 1_000)} ${becomes('running', 'queued')}`,
    /its money says/,
  ),
  refused(
    'jobs',
    'back in the queue but captured',
    `${moves('capture', 'running', 1_000)} ${becomes('running', 'queued')}`,
    /its money says/,
  ),
  refused(
    'jobs',
    'done without a result',
    `${moves('capture', 'bare', 1_000)} ${ends('bare', 'done', ', charged = 1000')}`,
    /without a stored result/,
  ),
  allowed('jobs', 'queued again', `${becomes('running', 'queued')}`),
  allowed('jobs', 'begun', `${becomes('queued', 'running')}`),
  allowed('jobs', 'canceled', `${moves('release', 'queued', 1_000)} ${ends('queued', 'canceled')}`),
  allowed('jobs', 'failed', `${moves('release', 'running', 1_000)} ${ends('running', 'failed')}`),
  allowed(
    'jobs',
    'done and paid',
    `${moves('capture', 'storing', 1_000)} ${ends('storing', 'done', ', charged = 1000')}`,
  ),
  allowed(
    'jobs',
    'done at no price',
    `${moves('release', 'storing', 1_000)} ${ends('storing', 'done', ', charged = 0')}`,
  ),
  allowed(
    'jobs',
    'a lost one revived',
    `${becomes('lost', 'storing', ', finished_at = null, error_code = null')} ${file('file-lost', `'lost'`, '0')}
     ${ends('lost', 'done', ', charged = 0')}`,
  ),
]

const rows: Attempt[] = [
  refused('jobs', 'an odd status', heldJob(5, 5, ', status', ", 'paused'"), /jobs_status/),
  refused('jobs', 'a price below zero', insertJob('new', -5), /jobs_hold/),
  refused('jobs', 'no units', heldJob(5, 5, ', units', ', 0'), /jobs_units/),
  refused('jobs', 'charged more than held', ends('storing', 'done', ', charged = 1001'), /jobs_charged/),
  refused('jobs', 'charged below zero', ends('storing', 'done', ', charged = -1'), /jobs_charged/),
  refused('jobs', 'done without a charge', ends('storing', 'done'), /jobs_done_charged/),
  refused('jobs', 'failed with a charge', ends('running', 'failed', ', charged = 1'), /jobs_done_charged/),
  refused('jobs', 'failed without a time', becomes('running', 'failed'), /jobs_finished/),
  refused(
    'jobs',
    'running with an end',
    `update jobs set finished_at = now() where id = 'running';`,
    /jobs_finished/,
  ),
  refused('jobs', 'an id twice', insertJob('done', 400), /jobs_pkey/),
  refused('jobs', 'a key twice', heldJob(5, 5, ', idempotency_key', ", 'key-done'"), /jobs_idempotency/),
  refused(
    'jobs',
    'a job of nobody',
    `insert into jobs (id, user_id, model, input, hold, request_hash) values ('new', 'nobody', 'm', '{}', 5, 'x');`,
    /jobs_user_id/,
  ),
  refused('attempts', 'an odd state', attempt('queued', 1, 'sent'), /attempts_state/),
  refused('attempts', 'bound to nothing', attempt('queued', 1, 'bound'), /attempts_bound/),
  refused('attempts', 'a number twice', attempt('failed', 1, 'refused'), /attempts_job_id_n_pk/),
  refused('attempts', 'a task of two jobs', attempt('queued', 1, 'bound', `'task-done'`), /attempts_task/),
  refused('attempts', 'a second one alive', attempt('running', 2, 'begun'), /attempts_alive/),
  refused('attempts', 'one of no job', attempt('nothing', 1, 'begun'), /attempts_job_id_jobs/),
  refused('files', 'a result stored twice', file('again', `'done'`, '0'), /files_output/),
  refused('files', 'an id twice', file('file-done', `'done'`, '1'), /files_pkey/),
  refused('files', 'a result without a place', file('new', `'done'`, 'null'), /files_output_whole/),
  refused('files', 'a result of no model', file('new', `'done'`, '1', 'null'), /files_model/),
  refused('files', 'a result of no job', file('new', `'nothing'`, '0'), /files_job_id/),
  refused(
    'job_inputs',
    'a picture that is not there',
    `insert into job_inputs values ('queued', 0, 'nothing');`,
    /job_inputs_file_id/,
  ),
  refused(
    'job_inputs',
    'a picture for no job',
    `insert into job_inputs values ('nothing', 0, 'file-done');`,
    /job_inputs_job_id/,
  ),
  refused(
    'job_inputs',
    'two pictures in one place',
    `insert into job_inputs values ('queued', 0, 'file-done'), ('queued', 0, 'file-storing');`,
    /job_inputs_job_id_position_pk/,
  ),
]

export const jobAttempts = [...changes, ...money, ...rows]
