import 'server-only'
import type { CallbackAct, TaskAct } from './script'

/** How a task ended; `files` are paths under `/files/`. */
export type Ending = {
  at: number
  state: 'success' | 'fail'
  files: string[]
  code: string | null
  message: string | null
}

export type Task = {
  id: string
  model: string
  input: Record<string, unknown>
  /** Whose key it came with: a digest. */
  account: string
  callBackUrl: string | null
  /** Credits. */
  cost: number
  /** Unix ms. */
  created: number
  acts: { task?: TaskAct; callback?: CallbackAct }
  stage: 'waiting' | 'generating'
  /** How often recordInfo was asked. */
  views: number
  ending: Ending | null
  callbacks: { sent: number; answered: number }
}

/** A record as KIE shows it, in recordInfo and in callbacks. */
export function recordOf(task: Task, base: string) {
  const { ending } = task
  const failed = ending?.state === 'fail'
  return {
    taskId: task.id,
    model: task.model,
    state: ending?.state ?? task.stage,
    param: JSON.stringify({
      ...(task.callBackUrl ? { callBackUrl: task.callBackUrl } : {}),
      input: JSON.stringify(task.input),
      model: task.model,
    }),
    resultJson: ending?.state === 'success' ? resultJson(task, ending, base) : '',
    failCode: failed ? ending.code : null,
    failMsg: failed ? ending.message : null,
    costTime: ending ? Math.round((ending.at - task.created) / 1000) : null,
    completeTime: ending?.at ?? null,
    createTime: task.created,
    ...(ending ? { creditsConsumed: failed ? 0 : task.cost } : {}),
  }
}

function resultJson(task: Task, ending: Ending, base: string): string | null {
  const act = task.acts.task
  if (act?.result === 'null') return null
  if (act?.result === 'blank') return ''
  if (act?.result === 'rubbish') return '{"resultUrls":["https'
  if (act?.result === 'none') return '{}'
  if (act?.result === 'empty') return '{"resultUrls":[]}'
  const own = act?.link ? [act.link] : ending.files.map((path) => `${base}/files/${path}`)
  const urls = Array.from({ length: act?.copies ?? 1 }, () => own).flat()
  return JSON.stringify({ resultUrls: [...urls, ...(act?.extraUrls ?? [])] })
}
