import 'server-only'
import { toThousandths } from '@/lib/credits/amount'
import { type Doubtful, judge, orUnavailable, unavailable } from './outcome'
import type { Answer } from './request'
import { openJson, readResult } from './result'
import { created, param, record, type TaskRecord } from './schema'
import type { CreateOutcome, Param, RecordOutcome } from './types'

/** What became of a createTask. Only a task id is an acceptance; only a certain no is a refusal. */
export function readCreated(answer: Answer): CreateOutcome {
  const verdict = judge(answer)
  if (verdict.kind === 'refused') return verdict
  if (verdict.kind === 'doubtful') return { kind: 'uncertain', message: verdict.message }
  const task = created.safeParse(verdict.data)
  return task.success
    ? { kind: 'accepted', taskId: task.data.taskId }
    : { kind: 'uncertain', message: 'success without a task id' }
}

/** What KIE knows of the task `taskId`. */
export function readRecord(answer: Answer, taskId: string): RecordOutcome {
  const verdict = judge(answer)
  if (verdict.kind === 'ok') {
    const found = record.safeParse(verdict.data)
    return found.success ? fromRecord(found.data, taskId) : unavailable('answer without a readable record')
  }
  // Only KIE's own code counts here: a 404 page of a proxy says nothing about the task.
  if (verdict.code === 404 || verdict.code === 422) return { kind: 'unknown' }
  if (verdict.kind === 'doubtful' && (verdict.code === 408 || verdict.code === 501)) return ended(verdict)
  const { message, retryAfterMs } = orUnavailable(verdict)
  return unavailable(message, retryAfterMs)
}

function fromRecord(task: TaskRecord, taskId: string): RecordOutcome {
  if (task.taskId && task.taskId !== taskId) return unavailable('answer about another task')
  const about = { model: task.model ?? null, param: readParam(task.param) }
  if (task.state === 'fail') return failure(task, task.failCode, task.failMsg)
  if (task.state !== 'success') return { kind: 'running', stage: task.state, ...about }

  const made = readResult(task)
  if (made === 'empty') return failure(task, 'empty_result', 'KIE reports success without a result')
  if (made === 'unreadable')
    return failure(task, 'unreadable_result', 'KIE reports success with an unreadable result')
  return { kind: 'success', ...made, creditsConsumed: consumed(task), costMs: costMs(task), ...about }
}

/** A bad end that the envelope tells (408, 501), with the record beside it or without. */
function ended({ code, message, data }: Doubtful): RecordOutcome {
  const task = record.safeParse(data).data
  return failure(task, task?.failCode || String(code), task?.failMsg || message)
}

function failure(task: TaskRecord | undefined, code?: string | null, message?: string | null): RecordOutcome {
  return {
    kind: 'fail',
    code: code?.slice(0, 64) || 'generation_failed',
    message: message || 'KIE gave no reason',
    creditsConsumed: task ? consumed(task) : null,
    model: task?.model ?? null,
    param: readParam(task?.param),
  }
}

/** Thousandths, rounded up. */
function consumed({ creditsConsumed, consumeCredits }: TaskRecord): number | null {
  const credits = creditsConsumed ?? consumeCredits ?? null
  return credits === null ? null : toThousandths(credits)
}

function costMs({ costTime, createTime, completeTime }: TaskRecord): number | null {
  if (typeof costTime === 'number') return costTime * 1000
  return createTime && completeTime && completeTime >= createTime ? completeTime - createTime : null
}

function readParam(value: unknown): Param | null {
  return param.safeParse(openJson(value)).data ?? null
}
