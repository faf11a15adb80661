import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import sharp from 'sharp'

/** How the next createTask goes. `mute`: taken, but the answer is cut off; `deaf`: cut off before it was taken. */
export const moods = ['takes', 'mute', 'deaf', 'refuses', 'busy', 'closed'] as const
export type Mood = (typeof moods)[number]

export type Task = {
  id: string
  model: string
  callBackUrl: string
  state: 'generating' | 'success' | 'fail'
  /** Results, and how many of them are gone. */
  results: number
  dead: number
  /** Thousandths; null: KIE does not tell. */
  consumed: number | null
}

export type Network = {
  url: string
  tasks: Task[]
  moods: Mood[]
  close: () => void
}

/** KIE's side of the network, in this process, so that a step takes milliseconds; its tasks end when they are told to. */
export async function openNetwork(): Promise<Network> {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .png()
    .toBuffer()
  const tasks: Task[] = []
  const moods: Mood[] = []
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://kie')
    if (pathname === '/api/v1/jobs/createTask') return createTask(request, response)
    if (pathname === '/api/v1/jobs/recordInfo') return record(response, searchParams.get('taskId') ?? '')
    const [, , id, n] = pathname.split('/')
    const task = tasks.find((one) => one.id === id)
    if (task && Number(n) < task.results - task.dead) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
    } else response.writeHead(404).end()
  })

  async function createTask(request: IncomingMessage, response: ServerResponse) {
    const { model, callBackUrl } = JSON.parse(await text(request)) as Pick<Task, 'model' | 'callBackUrl'>
    const mood = moods.shift() ?? 'takes'
    const id = `task-${tasks.length}-${Math.random().toString(36).slice(2)}`
    if (mood === 'takes' || mood === 'mute') {
      tasks.push({ id, model, callBackUrl, state: 'generating', results: 1, dead: 0, consumed: null })
    }
    if (mood === 'mute' || mood === 'deaf') return request.socket.destroy()
    const codes = { takes: 200, refuses: 422, busy: 429, closed: 455 }
    return say(response, { code: codes[mood], msg: mood, data: mood === 'takes' ? { taskId: id } : null })
  }

  function record(response: ServerResponse, id: string) {
    const task = tasks.find((one) => one.id === id)
    if (!task) return say(response, { code: 404, msg: 'no such task' })
    const { state, model, callBackUrl, results, consumed } = task
    const urls = Array.from({ length: results }, (_, n) => `${url}/result/${id}/${n}`)
    const ended =
      state === 'generating' ? {} : { creditsConsumed: consumed === null ? null : consumed / 1000 }
    const made = state === 'success' ? { resultJson: JSON.stringify({ resultUrls: urls }) } : {}
    const failed = state === 'fail' ? { failCode: '500', failMsg: 'it did not work' } : {}
    const param = JSON.stringify({ model, callBackUrl })
    return say(response, {
      code: 200,
      msg: 'success',
      data: { taskId: id, model, state, param, ...ended, ...made, ...failed },
    })
  }

  const say = (response: ServerResponse, body: object) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))

  const url = await new Promise<string>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
  return {
    url,
    tasks,
    moods,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
