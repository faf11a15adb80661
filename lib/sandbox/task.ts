import 'server-only'
import type { CallbackAct, TaskAct } from './script'

/** How a task ended; `files`, `twins`, `frames` and `masks` are paths under `/files/`. */
export type Ending = {
  at: number
  state: 'success' | 'fail'
  files: string[]
  /** The same with a watermark. */
  twins?: string[]
  frames?: { first?: string; last?: string }
  masks?: string[]
  /** A text or structure. */
  object?: Record<string, unknown>
  /** Credits, once they are known. */
  cost?: number
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
  /** Credits set aside. */
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

/** What a task takes from the balance: all that was set aside until it is over. A failed one costs nothing. */
export const spent = ({ ending, cost }: Task): number =>
  ending?.state === 'fail' ? 0 : (ending?.cost ?? cost)

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
    ...(ending ? { creditsConsumed: spent(task) } : {}),
  }
}

function resultJson(task: Task, ending: Ending, base: string): string | null {
  const act = task.acts.task
  if (act?.result === 'null') return null
  if (act?.result === 'blank') return ''
  if (act?.result === 'rubbish') return '{"resultUrls":["https'
  if (act?.result === 'none') return '{}'
  if (act?.result === 'empty') return '{"resultUrls":[]}'
  const urlsOf = (paths: string[]) => paths.map((path) => `${base}/files/${path}`)
  const { twins, frames, masks, object } = ending
  const result = {
    ...(twins?.length ? { resultWaterMarkUrls: urlsOf(twins) } : {}),
    ...(frames?.first ? { firstFrameUrl: urlsOf([frames.first]) } : {}),
    ...(frames?.last ? { lastFrameUrl: urlsOf([frames.last]) } : {}),
    ...(masks?.length || object
      ? { resultObject: { ...object, ...(masks?.length ? { mask_urls: urlsOf(masks) } : {}) } }
      : {}),
  }
  const own = act?.link ? [act.link] : urlsOf(ending.files)
  const urls = Array.from({ length: act?.copies ?? 1 }, () => own).flat()
  const all = [...urls, ...(act?.extraUrls ?? [])]
  return JSON.stringify(all.length ? { resultUrls: all, ...result } : result)
}
