import type { JobErrorCode } from '@/lib/jobs/status'
import type { Rule } from './sandbox.ts'

/** One way in which the upstream goes wrong, and how a job of one credit must end then. */
export type Misbehaviour = {
  rules: Rule[]
  ends: 'done' | JobErrorCode
  /** Credits charged. */
  charged?: number
  /** How many tasks the upstream has taken for the job; never more than one. */
  tasks?: 0 | 1
}

/** Decided when the task is created: many jobs can be under way at once, each with its own. */
export const isOfTask = ({ rules }: Misbehaviour) =>
  rules.every((rule) => ['createTask', 'task', 'callback'].includes(rule.on))

const on = (what: Rule['on'], act: Record<string, unknown>, times = 1, skip = 0): Rule => ({
  on: what,
  act,
  times,
  skip,
})
const noCallback = on('callback', { none: true })
const always = 1_000

export const misbehaviours: Record<string, Misbehaviour> = {
  'createTask answers late': { rules: [on('createTask', { delayMs: 2_500 })], ends: 'done' },
  'createTask is taken, its answer is lost': { rules: [on('createTask', { lost: true })], ends: 'done' },
  'the answer is lost and the callback too': {
    rules: [on('createTask', { lost: true }), noCallback],
    ends: 'lost',
  },
  'createTask’s answer is cut off': { rules: [on('createTask', { cut: true })], ends: 'done' },
  'createTask answers with a web page': { rules: [on('createTask', { html: true })], ends: 'done' },
  'createTask tells no task id': { rules: [on('createTask', { noTaskId: true })], ends: 'done' },
  'createTask tells another task’s id': { rules: [on('createTask', { sameTaskId: true })], ends: 'done' },
  'createTask breaks off untaken': { rules: [on('createTask', { reset: true })], ends: 'lost', tasks: 0 },
  'createTask says 500 for no reason': { rules: [on('createTask', { code: 500 })], ends: 'lost', tasks: 0 },
  'createTask says 429 in the body': {
    rules: [on('createTask', { code: 429, retryAfter: 1 })],
    ends: 'done',
  },
  'createTask says 429 as HTTP status': {
    rules: [on('createTask', { status: 429, retryAfter: 1 })],
    ends: 'done',
  },
  'createTask is under maintenance': {
    rules: [on('createTask', { code: 455, retryAfter: 1 })],
    ends: 'done',
  },
  'createTask refuses the key': { rules: [on('createTask', { code: 401 })], ends: 'upstream_key', tasks: 0 },
  'createTask has no credit': { rules: [on('createTask', { code: 402 })], ends: 'upstream_credit', tasks: 0 },
  'createTask says that the key is used up': {
    rules: [on('createTask', { code: 433 })],
    ends: 'upstream_credit',
    tasks: 0,
  },
  'createTask refuses the input': { rules: [on('createTask', { code: 422 })], ends: 'refused', tasks: 0 },
  'createTask refuses the input as 500': {
    rules: [on('createTask', { code: 500, msg: 'This field is required' })],
    ends: 'refused',
    tasks: 0,
  },
  'createTask is switched off': { rules: [on('createTask', { code: 505 })], ends: 'refused', tasks: 0 },

  'recordInfo knows nothing yet': { rules: [on('task', { hideMs: 1_500, skipWork: true })], ends: 'done' },
  'recordInfo fails a few times': {
    rules: [
      on('recordInfo', { code: 500 }, 1),
      on('recordInfo', { cut: true }, 1),
      on('recordInfo', { html: true, status: 502 }, 1),
    ],
    ends: 'done',
  },
  'the state goes backwards': { rules: [on('task', { backwards: true, skipWork: true })], ends: 'done' },
  'the task never ends': { rules: [on('task', { never: true })], ends: 'lost' },
  'the task fails': {
    rules: [on('task', { fail: { code: '500', msg: 'nothing to cut out' } })],
    ends: 'generation_failed',
  },
  'the task refuses the input': {
    rules: [on('task', { fail: { code: '422', msg: 'image too dark' } })],
    ends: 'refused',
  },

  'the result is rubbish': {
    rules: [on('task', { result: 'rubbish', skipWork: true })],
    ends: 'generation_failed',
  },
  'the result is null': {
    rules: [on('task', { result: 'null', skipWork: true })],
    ends: 'generation_failed',
  },
  'the result is blank': {
    rules: [on('task', { result: 'blank', skipWork: true })],
    ends: 'generation_failed',
  },
  'the result has no links': {
    rules: [on('task', { result: 'empty', skipWork: true })],
    ends: 'generation_failed',
  },
  'one of two results is gone': {
    rules: [on('task', { extraUrls: ['https://192.0.2.1/gone.png'], skipWork: true })],
    ends: 'done',
    charged: 0.5,
  },
  'the link leads inside': {
    rules: [on('task', { link: 'http://169.254.169.254/latest/meta-data', skipWork: true })],
    ends: 'result_unavailable',
  },

  'every download goes wrong in another way': {
    rules: [
      on('download', { status: 404 }),
      on('download', { corrupt: true }),
      on('download', { html: true }),
      on('download', { svg: true }),
      on('download', { status: 410 }, always),
    ],
    ends: 'result_unavailable',
  },
  'the link is dead at first': { rules: [on('download', { status: 403 }, 1)], ends: 'done' },
  'the download breaks off once': { rules: [on('download', { cut: true }, 1)], ends: 'done' },
  'the download never ends': { rules: [on('download', { huge: true }, always)], ends: 'result_unavailable' },
  'the download leads elsewhere': {
    rules: [on('download', { redirect: 'http://127.0.0.1:1/x.png' }, always)],
    ends: 'result_unavailable',
  },

  'no callback comes': { rules: [noCallback], ends: 'done' },
  'the callback comes late': { rules: [on('callback', { lateMs: 8_000 })], ends: 'done' },
  'the callback comes five times': { rules: [on('callback', { times: 5 })], ends: 'done' },
  'the callback comes before createTask’s answer': { rules: [on('callback', { early: true })], ends: 'done' },
  'the callback names another task': { rules: [on('callback', { forged: 'other-task' })], ends: 'done' },
  'the callback’s address is forged': { rules: [on('callback', { forged: 'wrong-mac' })], ends: 'done' },
  'the callback’s signature is forged': {
    rules: [on('callback', { forged: 'wrong-signature' })],
    ends: 'done',
  },
  'the callback says the opposite': { rules: [on('callback', { forged: 'opposite' })], ends: 'done' },
  'the answer is lost and the callback names another task': {
    rules: [on('createTask', { lost: true }), on('callback', { forged: 'other-task' })],
    ends: 'lost',
  },

  'the upload fails once': { rules: [on('upload', { code: 500 }, 1)], ends: 'done' },
  'the upload breaks off once': { rules: [on('upload', { reset: true }, 1)], ends: 'done' },
  'the upload refuses the key': {
    rules: [on('upload', { code: 401 }, always)],
    ends: 'upstream_key',
    tasks: 0,
  },
}
