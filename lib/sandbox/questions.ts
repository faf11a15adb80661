import 'server-only'
import { randomBytes } from 'node:crypto'
import { readJson } from './body'
import type { House } from './house'
import { ownPath } from './own-path'
import { deliver, type Exchange, no, ok } from './reply'
import type { AnswerAct } from './script'
import { recordOf, type Task } from './task'

const LINK_LIFE_MS = 20 * 60_000
const MAX_BODY_BYTES = 65_536

/** GET /api/v1/jobs/recordInfo */
export async function recordInfo(house: House, exchange: Exchange): Promise<void> {
  const id = exchange.url.searchParams.get('taskId')
  const task = id ? house.books.tasks.get(id) : undefined
  const act = house.script.next('recordInfo', task?.model ?? null) as AnswerAct | undefined
  await deliver(exchange, recordAnswer(house, id, act?.unknown ? undefined : task), act, house.signal)
}

function recordAnswer(house: House, id: string | null, task: Task | undefined) {
  if (!id) return no(400, 'taskId parameter is required')
  const hidden = task?.acts.task?.hideMs ?? 0
  if (!task || Date.now() - task.created < hidden) return no(422, 'recordInfo is null')
  task.views++
  const record = recordOf(task, house.base())
  if (!task.acts.task?.backwards) return ok(record)
  // Forth and back: generating, waiting, …; after its end success first, then generating once more.
  if (!task.ending) return ok({ ...record, state: task.views % 2 ? 'generating' : 'waiting' })
  const running = { state: 'generating', resultJson: '', costTime: null, completeTime: null }
  return ok(task.views % 2 ? record : { ...record, ...running })
}

/** GET /api/v1/chat/credit */
export async function credit(house: House, exchange: Exchange): Promise<void> {
  const act = house.script.next('credit') as AnswerAct | undefined
  await deliver(exchange, ok(house.books.credits()), act, house.signal)
}

export type Links = ReturnType<typeof newLinks>

/** Short-lived second addresses of kept files. */
export function newLinks() {
  const links = new Map<string, { path: string; until: number }>()
  return {
    make: (path: string) => {
      for (const [old, { until }] of links) if (until < Date.now()) links.delete(old)
      const token = randomBytes(16).toString('hex')
      links.set(token, { path, until: Date.now() + LINK_LIFE_MS })
      return token
    },
    follow: (token: string) => {
      const link = links.get(token)
      return link && link.until > Date.now() ? link.path : null
    },
  }
}

/** POST /api/v1/common/download-url */
export async function downloadUrl(house: House, links: Links, exchange: Exchange): Promise<void> {
  const body = await readJson(exchange.request, MAX_BODY_BYTES)
  const act = house.script.next('download-url') as AnswerAct | undefined
  const path = typeof body?.url === 'string' && URL.canParse(body.url) ? ownPath(new URL(body.url)) : null
  const known = path !== null && house.books.files.has(path)
  const answer = known ? ok(`${house.base()}/links/${links.make(path)}`) : no(422, 'url is wrong')
  await deliver(exchange, answer, act, house.signal)
}
