import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Model } from '@/lib/catalog/schema'
import { readJson } from './body'
import { costOf } from './cost'
import type { House } from './house'
import { marketModel } from './market'
import { placesIn } from './media'
import { deliver, type Exchange, no, ok } from './reply'
import type { CallbackAct, CreateAct, TaskAct } from './script'
import type { Task } from './task'
import { inputProblem } from './wire-check'

const MAX_BODY_BYTES = 1_048_576
const UNKNOWN_MODEL =
  'The model name you specified is not supported. Please verify it is correct and use a supported model.'

type Wish = { model: string; input: Record<string, unknown>; callBackUrl: string | null; cost: number }

/** POST /api/v1/jobs/createTask */
export async function createTask(house: House, exchange: Exchange): Promise<void> {
  const body = await readJson(exchange.request, MAX_BODY_BYTES)
  const model = typeof body?.model === 'string' ? body.model : null
  const act = house.script.next('createTask', model) as CreateAct | undefined
  const { noTaskId, sameTaskId, lost, accept, ...answer } = act ?? {}
  const taken = accept ?? !(answer.reset || answer.hang || answer.code || answer.status)
  if (!taken) return void (await deliver(exchange, no(500, 'not taken'), answer, house.signal))

  const wish = body ? understand(house, body) : no(400, 'The request body is not valid JSON.')
  if ('msg' in wish) return void (await deliver(exchange, wish, undefined, house.signal))
  const before = [...house.books.tasks.keys()].at(-1)
  const account = house.books.secretName(exchange.key)
  const refusal = admit(house, account)
  if (refusal) return void (await deliver(exchange, refusal, undefined, house.signal))
  const task = begin(house, wish, account)
  if (task.acts.callback?.early) {
    await house.runner.over(task.id)
    await house.callbacks.first(task.id)
  }
  if (lost) return void exchange.response.destroy()
  const id = sameTaskId ? (before ?? task.id) : task.id
  await deliver(exchange, ok(noTaskId ? {} : { taskId: id, recordId: id }), act && answer, house.signal)
}

function understand(house: House, body: Record<string, unknown>): Wish | ReturnType<typeof no> {
  const { model, input, callBackUrl, ...rest } = body
  const surplus = Object.keys(rest).find((name) => name !== 'progressCallBackUrl')
  if (surplus) return no(422, `Unknown parameter: ${surplus}`)
  const known = typeof model === 'string' ? marketModel(model) : undefined
  if (!known) return no(422, UNKNOWN_MODEL)
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return no(500, 'This field is required')
  if (callBackUrl !== undefined && (typeof callBackUrl !== 'string' || !URL.canParse(callBackUrl))) {
    return no(422, 'callBackUrl must be a valid URL')
  }
  const asked: Record<string, unknown> = { ...input }
  const problem = inputProblem(known, asked) ?? taskProblem(house, known, asked)
  if (problem) return no(problem.code, problem.message)
  return { model: known.id, input: asked, callBackUrl: callBackUrl ?? null, cost: costOf(known, asked, null) }
}

/** An earlier task that is named must be there, and have succeeded. */
function taskProblem({ books }: House, model: Model, input: Record<string, unknown>) {
  const named = placesIn(model.fields, input).filter(({ field }) => field.type === 'task')
  const wrong = named.find(({ value }) => books.tasks.get(value)?.ending?.state !== 'success')
  return wrong ? { code: 422, message: `${wrong.top} is invalid: no such finished task` } : null
}

function admit(house: House, account: string) {
  if (house.books.recent(account) >= house.settings.perTenSeconds) {
    house.books.limited()
    return no(429, 'Your call frequency is too high. Please try again later.')
  }
  return null
}

function begin(house: House, { model, input, callBackUrl, cost }: Wish, account: string): Task {
  const task: Task = {
    id: randomBytes(16).toString('hex'),
    model,
    input,
    account,
    callBackUrl,
    cost,
    created: Date.now(),
    acts: {
      task: house.script.next('task', model) as TaskAct | undefined,
      callback: house.script.next('callback', model) as CallbackAct | undefined,
    },
    stage: 'waiting',
    views: 0,
    ending: null,
    callbacks: { sent: 0, answered: 0 },
  }
  house.books.afford(cost)
  house.books.accept(task)
  house.runner.begin(task)
  return task
}
