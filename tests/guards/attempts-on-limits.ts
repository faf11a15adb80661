import type { Attempt } from './attempts'
import { heldJob } from './attempts-on-jobs'
import { allowed, holds, refused } from './claims'
import { gives, moves } from './fixture'

// Ann has six open jobs, and held 7,400 today that she did not get back.
const USED = 7_400
const limit = (columns: string, values: string, who = 'ann') =>
  `insert into person_limits (user_id, ${columns}) values ('${who}', ${values});`
const taken = (is: boolean) => holds(`exists (select from jobs where id = 'new') = ${is}`)
const used = (amount: number) => holds(`(select used = ${amount} from balances where user_id = 'ann')`)
const unguarded = (statement: string) => `
  alter table balances disable trigger balances_guard; alter table balances disable trigger balances_match;
  ${statement} alter table balances enable trigger balances_guard;`

const limits: Attempt[] = [
  allowed('limit', 'one job too many', `${limit('jobs_at_once', '6')} ${heldJob(5, 5)} ${taken(false)}`),
  allowed('limit', 'the last job', `${limit('jobs_at_once', '7')} ${heldJob(5, 5)} ${taken(true)}`),
  allowed(
    'limit',
    'a credit too many',
    `${limit('credits_a_day', `${USED + 4}`)} ${heldJob(5, 5)} ${taken(false)}`,
  ),
  allowed(
    'limit',
    'the last credit',
    `${limit('credits_a_day', `${USED + 5}`)} ${heldJob(5, 5)} ${taken(true)}`,
  ),
  allowed(
    'limit',
    'another’s open jobs',
    `${limit('jobs_at_once', '1', 'ben')} ${heldJob(5, 5).replaceAll("'ann'", "'ben'")} ${taken(true)}`,
  ),
  allowed('limit', 'another’s limit', `${limit('jobs_at_once', '0', 'ben')} ${heldJob(5, 5)} ${taken(true)}`),
  allowed(
    'limit',
    'the limit of a group',
    `insert into groups (id, name, jobs_at_once) values ('g', 'G', 6); ${limit('group_id', `'g'`)} ${heldJob(5, 5)} ${taken(false)}`,
  ),
  allowed(
    'limit',
    'a grant to who has reached it',
    `${limit('jobs_at_once', '0')} ${gives('ann', 5)}
    ${holds(`(select available = 12605 from balances where user_id = 'ann')`)}`,
  ),
  allowed('limit', 'what is paid stays used', `${moves('capture', 'storing', 1_000)} ${used(USED)}`),
  allowed(
    'limit',
    'what comes back is not used',
    `${moves('release', 'queued', 1_000)} ${used(USED - 1_000)}`,
  ),
  allowed(
    'limit',
    'what was held on another day is not this day’s',
    `${unguarded(`update balances set used_on = '2000-01-01';`)} ${moves('release', 'queued', 1_000)} ${used(USED)}`,
  ),
  refused(
    'balances',
    'open jobs below zero',
    unguarded('update balances set open_jobs = -1;'),
    /balances_open_jobs/,
  ),
  refused('balances', 'used below zero', unguarded('update balances set used = -1;'), /balances_used/),
  refused('person_limits', 'credits below zero', limit('credits_a_day', '-1'), /person_limits_credits_a_day/),
  refused('person_limits', 'jobs below zero', limit('jobs_at_once', '-1'), /person_limits_jobs_at_once/),
  refused('person_limits', 'of no group', limit('group_id', `'nothing'`), /person_limits_group_id/),
  refused('person_limits', 'of nobody', limit('jobs_at_once', '1', 'nobody'), /person_limits_user_id/),
  refused(
    'person_limits',
    'twice',
    limit('jobs_at_once', '1') + limit('jobs_at_once', '2'),
    /person_limits_pkey/,
  ),
  refused(
    'groups',
    'credits below zero',
    `insert into groups (id, name, credits_a_day) values ('g', 'G', -1);`,
    /groups_credits_a_day/,
  ),
  refused(
    'groups',
    'jobs below zero',
    `insert into groups (id, name, jobs_at_once) values ('g', 'G', -1);`,
    /groups_jobs_at_once/,
  ),
  refused(
    'groups',
    'an id twice',
    `insert into groups (id, name) values ('g', 'G'), ('g', 'H');`,
    /groups_pkey/,
  ),
  refused(
    'groups',
    'a name twice',
    `insert into groups (id, name) values ('g', 'G'), ('h', 'g');`,
    /groups_name/,
  ),
]

const rule = (id: number, model: string, from = `now() - interval '1 s'`, more = '', values = '') => `
  insert into price_rules (id, model_id, kind, factor, from_at, made_at, reason, made_by${more})
  values (${id}, ${model}, 'times', 2000, ${from}, least(now(), ${from}), 'x', 'ben'${values});`
/** The column rounds to milliseconds, so this very moment may be still to come. */
const JUST = `now() - interval '1 s'`
const withdraw = `update price_rules set withdrawn_at = now(), withdrawn_by = 'ben', withdrawn_reason = 'x'`
const WITHDRAWN = ', withdrawn_at, withdrawn_by, withdrawn_reason'
const EARLIER = `now() - interval '1 day'`
const LATER = `now() + interval '1 day'`
const priced = (id: string) => holds(`price_rule_of('m') is not distinct from ${id}`)

const prices: Attempt[] = [
  allowed('price', 'none', priced('null')),
  allowed(
    'price',
    'the model’s own before that of all',
    `${rule(1, 'null')} ${rule(2, `'m'`, EARLIER)} ${priced('2')}`,
  ),
  allowed('price', 'that of all', `${rule(1, 'null')} ${rule(2, `'other'`)} ${priced('1')}`),
  allowed('price', 'another’s alone', `${rule(2, `'other'`)} ${priced('null')}`),
  allowed('price', 'not yet', `${rule(1, `'m'`, EARLIER)} ${rule(2, `'m'`, LATER)} ${priced('1')}`),
  allowed('price', 'not yet for all', `${rule(1, 'null', EARLIER)} ${rule(2, 'null', LATER)} ${priced('1')}`),
  allowed(
    'price',
    'withdrawn',
    `${rule(1, `'m'`, EARLIER)} ${rule(2, `'m'`, JUST, WITHDRAWN, ", now(), 'ben', 'x'")} ${priced('1')}`,
  ),
  allowed(
    'price',
    'withdrawn for all',
    `${rule(1, 'null', EARLIER)} ${rule(2, 'null', JUST, WITHDRAWN, ", now(), 'ben', 'x'")} ${priced('1')}`,
  ),
  allowed('price', 'one to come is withdrawn', `${rule(1, `'m'`, LATER)} ${withdraw};`),
  refused('price', 'one that counts is withdrawn', `${rule(1, `'m'`)} ${withdraw};`, /do not change/),
  refused('price', 'withdrawn twice', `${rule(1, `'m'`, LATER)} ${withdraw}; ${withdraw};`, /do not change/),
  refused(
    'price',
    'restored',
    `${rule(1, `'m'`, LATER)} ${withdraw}; update price_rules set withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null;`,
    /do not change/,
  ),
  refused(
    'price',
    'a change of nothing',
    `${rule(1, `'m'`, LATER)} update price_rules set withdrawn_at = null;`,
    /do not change/,
  ),
  refused(
    'price',
    'another factor',
    `${rule(1, `'m'`, LATER)} update price_rules set factor = 1;`,
    /do not change/,
  ),
  refused(
    'price',
    'withdrawn with another factor',
    `${rule(1, `'m'`, LATER)} ${withdraw}, factor = 1;`,
    /do not change/,
  ),
  refused('price', 'deleted', `${rule(1, `'m'`, LATER)} delete from price_rules;`, /do not change/),
  refused(
    'price_rules',
    'from before it was made',
    rule(1, `'m'`, `now() - interval '1 s'`).replace('least(', 'greatest('),
    /price_rules_from/,
  ),
  refused('price_rules', 'an id twice', rule(1, `'m'`) + rule(1, `'n'`), /price_rules_pkey/),
  refused(
    'price_rules',
    'withdrawn by nobody',
    rule(1, `'m'`, JUST, ', withdrawn_at', ', now()'),
    /price_rules_withdrawn/,
  ),
  refused('price_rules', 'of two kinds', rule(1, `'m'`, JUST, ', credits', ', 5'), /price_rules_kind/),
  refused('jobs', 'a factor of nothing', heldJob(5, 5, ', factor', ', 0'), /jobs_factor/),
  refused('jobs', 'priced by no rule', heldJob(5, 5, ', rule_id', ', 99'), /jobs_rule_id/),
  refused(
    'model_settings',
    'a model twice',
    `insert into model_settings (model_id) values ('m'), ('m');`,
    /model_settings_pkey/,
  ),
]

const demote = (how: string, what = '') => refused('users', `the last admin ${how}`, what, /last admin/)
const admins: Attempt[] = [
  demote('becomes a user', `update users set role = 'user' where id = 'ben';`),
  demote('is suspended', `update users set disabled_at = now() where id = 'ben';`),
  demote('is about to leave', `update users set closing_at = now() where id = 'ben';`),
  demote('is deleted', `delete from users where id = 'ben';`),
  demote(
    'beside a suspended one',
    `insert into users (id, email, name, role, disabled_at) values ('cleo', 'c@example.com', 'Cleo', 'admin', now());
     update users set role = 'user' where id = 'ben';`,
  ),
  demote(
    'beside one who is about to leave',
    `insert into users (id, email, name, role, closing_at) values ('cleo', 'c@example.com', 'Cleo', 'admin', now());
     update users set role = 'user' where id = 'ben';`,
  ),
  allowed(
    'users',
    'an admin who is about to leave says so again',
    `insert into users (id, email, name, role, closing_at) values ('cleo', 'c@example.com', 'Cleo', 'admin', now());
     update users set closing_at = now() where id = 'cleo';`,
  ),
  allowed(
    'users',
    'an admin beside another goes',
    `insert into users (id, email, name, role) values ('cleo', 'c@example.com', 'Cleo', 'admin'); update users set role = 'user' where id = 'ben';`,
  ),
]

export const limitAttempts = [...limits, ...prices, ...admins]
