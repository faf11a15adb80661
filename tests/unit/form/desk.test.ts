import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDesk, type DeskPorts } from '@/components/form/desk'
import type { Called } from '@/components/http/call'
import type { FileView } from '@/lib/files/schema'

const limits = { accept: ['image/png'], maxFileBytes: 1_000, minSidePx: 100 }
const picture = (name: string, size = 10) => new File([new Uint8Array(size)], name, { type: 'image/png' })
const stored = (part: Partial<FileView> = {}): FileView => ({
  id: '01h',
  kind: 'image',
  name: 'a.png',
  mime: 'image/png',
  bytes: 10,
  width: 800,
  height: 600,
  durationMs: null,
  url: '/u',
  previewUrl: null,
  thumbUrl: null,
  peaksUrl: null,
  placeholder: null,
  ...part,
})
type Answer = Called<{ file: FileView }>
const taken = (part?: Partial<FileView>): Answer => ({ ok: true, value: { file: stored(part) } })
const refused = (status: number, message = ''): Answer => ({
  ok: false,
  status,
  code: 'x',
  message,
  fields: {},
  retryAfterMs: null,
})

/** Uploads that end when the test says so. */
function desk(
  look: DeskPorts['look'] = async () => ({ mime: 'image/png', width: 800, height: 600, durationMs: null }),
) {
  const sent: {
    name: string
    end: (answer: Answer) => void
    signal: AbortSignal
    progress: (n: number) => void
  }[] = []
  let n = 0
  const made = createDesk({
    look,
    newId: () => `i${n++}`,
    send: (file, { signal, onProgress }) =>
      new Promise((end) => sent.push({ name: file.name, end, signal, progress: onProgress })),
  })
  return { desk: made, sent, phase: (id: string) => made.get(id)?.phase }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('three at a time; the next starts when one ends', async () => {
  const { desk: one, sent, phase } = desk()
  const ids = one.add(
    ['a', 'b', 'c', 'd'].map((name) => picture(`${name}.png`)),
    'image',
    limits,
  )
  await settle()
  expect(sent.map(({ name }) => name)).toEqual(['a.png', 'b.png', 'c.png'])
  expect(ids.map(phase)).toEqual(['uploading', 'uploading', 'uploading', 'waiting'])
  sent[1]?.end(taken())
  await settle()
  expect(sent.map(({ name }) => name).at(-1)).toBe('d.png')
  expect(one.get(ids[1] ?? '')).toMatchObject({ phase: 'ready', fileId: '01h' })
})

test('what breaks a limit is not sent, and says why', async () => {
  const { desk: one, sent } = desk(async () => ({
    mime: 'image/png',
    width: 50,
    height: 600,
    durationMs: null,
  }))
  const [id = ''] = one.add([picture('small.png')], 'image', limits)
  await settle()
  expect(sent).toHaveLength(0)
  expect(one.get(id)).toMatchObject({ phase: 'held', problem: { key: 'file_sides_min' } })
})

test('a damaged file is held back by the browser itself', async () => {
  const { desk: one, sent } = desk(async () => ({ fault: { key: 'file_broken' } }))
  const [id = ''] = one.add([picture('bad.png')], 'image', limits)
  await settle()
  expect(sent).toHaveLength(0)
  expect(one.get(id)?.problem?.key).toBe('file_broken')
})

test("the server's measures count: what it finds too small is held after all", async () => {
  const { desk: one, sent, phase } = desk()
  const [id = ''] = one.add([picture('a.png')], 'image', limits)
  await settle()
  sent[0]?.end(taken({ width: 20, height: 20 }))
  await settle()
  expect(phase(id)).toBe('held')
})

test('a dropped line is tried again by itself; a refusal waits for a person', async () => {
  const { desk: one, sent, phase } = desk()
  const [id = ''] = one.add([picture('a.png')], 'image', limits)
  await settle()
  sent[0]?.end(refused(0))
  await settle()
  expect(phase(id)).toBe('pausing')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toHaveLength(2)
  sent[1]?.end(refused(422, 'This file is damaged.'))
  await settle()
  expect(one.get(id)).toMatchObject({ phase: 'failed', error: 'This file is damaged.' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toHaveLength(2)
  one.retry(id)
  expect(phase(id)).toBe('uploading')
})

test('taken away while under way: the upload ends and nothing comes back', async () => {
  const { desk: one, sent } = desk()
  const [id = ''] = one.add([picture('a.png')], 'image', limits)
  await settle()
  one.remove([id])
  expect(sent[0]?.signal.aborted).toBe(true)
  sent[0]?.end(taken())
  await settle()
  expect(one.get(id)).toBeUndefined()
})

test('settled waits for all that are on their way, failed ones too', async () => {
  const { desk: one, sent } = desk()
  const ids = one.add([picture('a.png'), picture('b.png')], 'image', limits)
  const done = vi.fn()
  void one.settled(ids).then(done)
  await settle()
  sent[0]?.end(taken())
  await settle()
  expect(done).not.toHaveBeenCalled()
  sent[1]?.end(refused(422))
  await settle()
  expect(done).toHaveBeenCalledOnce()
  await one.settled([])
})

test('progress moves by whole per cent', async () => {
  const { desk: one, sent } = desk()
  const heard = vi.fn()
  const [id = ''] = one.add([picture('a.png')], 'image', limits)
  await settle()
  one.subscribe(heard)
  sent[0]?.progress(10.2)
  sent[0]?.progress(10.9)
  expect(heard).toHaveBeenCalledOnce()
  expect(one.get(id)?.progress).toBe(10)
})

test('back online: what waits for its next try goes at once', async () => {
  const { desk: one, sent } = desk()
  one.add([picture('a.png')], 'image', limits)
  await settle()
  sent[0]?.end(refused(0))
  await settle()
  one.nudge()
  expect(sent).toHaveLength(2)
})

test('a file of the store is there at once, under the id that a draft knows it by', () => {
  const { desk: one } = desk()
  expect(one.adopt({ fileId: '01x', view: null }, 'image', limits, 'kept')).toBe('kept')
  expect(one.get('kept')).toMatchObject({ phase: 'ready', fileId: '01x', width: null })
  const id = one.adopt({ fileId: '01y', view: stored({ width: 5 }) }, 'image', limits)
  expect(one.get(id)?.phase).toBe('held')
})
