import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, expect, test, vi } from 'vitest'
import { log } from '@/lib/log'
import { zipStream } from '@/lib/zip'
import { unzip } from './account/unzip'

afterEach(() => vi.restoreAllMocks())

const endless = () =>
  Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(10_000)
    })(),
  )

test('entries are in their order, and what cannot be opened is not one', async () => {
  const passed: boolean[] = []
  const zip = zipStream({}, async (into) => {
    into.add('first', Buffer.from('in memory'))
    passed.push(await into.pass('second', () => Readable.from(['in ', 'pieces'])))
    passed.push(await into.pass('gone', async () => null))
    passed.push(await into.pass('empty', async () => Readable.from([]), { compress: false }))
  })
  const found = unzip(await buffer(zip))
  expect([...found].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
    ['first', 'in memory'],
    ['second', 'in pieces'],
    ['empty', ''],
  ])
  expect(passed).toEqual([true, false, true])
})

test.each([
  [
    'a stream',
    () =>
      Readable.from(
        (function* () {
          yield 'abc'
          throw new Error('lost')
        })(),
      ),
  ],
  [
    'a web stream',
    () =>
      Readable.fromWeb(
        new ReadableStream({ pull: (controller) => controller.error(new Error('lost')) }) as never,
      ),
  ],
  ['opening', () => Promise.reject(new Error('lost'))],
])('what fails in %s ends the ZIP with that error, logged with whose it was', async (_, open) => {
  const warn = vi.spyOn(log(), 'warn').mockReturnValue()
  const later = vi.fn(() => null)
  const zip = zipStream({ userId: 'ann' }, async (into) => {
    await into.pass('one', open)
    await into.pass('two', later)
  })
  await expect(buffer(zip)).rejects.toThrow('lost')
  expect(later).not.toHaveBeenCalled()
  expect(warn.mock.calls).toEqual([
    [{ err: expect.objectContaining({ message: 'lost' }), userId: 'ann' }, 'a ZIP was not finished'],
  ])
})

test('an entry of another length than said ends the ZIP and lets go of the next', async () => {
  vi.spyOn(log(), 'warn').mockReturnValue()
  const next = endless()
  const zip = zipStream({}, async (into) => {
    await into.pass('short', () => Readable.from(['abc']), { size: 6 })
    await into.pass('next', () => next)
  })
  await expect(buffer(zip)).rejects.toThrow('unexpected number of bytes')
  await expect.poll(() => next.destroyed).toBe(true)
})

test('a name that no ZIP may have ends it and lets go of what was opened', async () => {
  vi.spyOn(log(), 'warn').mockReturnValue()
  const stream = endless()
  await expect(
    buffer(zipStream({}, async (into) => void (await into.pass('../up', () => stream)))),
  ).rejects.toThrow()
  await expect.poll(() => stream.destroyed).toBe(true)
})

test('whoever leaves lets go of the entry that is open, and no other is opened', async () => {
  const stream = endless()
  const later = vi.fn(() => null)
  const ended = vi.fn()
  const zip = zipStream({}, async (into) => {
    await into.pass('one', () => stream).catch(ended)
    await into.pass('two', later)
  })
  for await (const chunk of zip) if (chunk.length > 1_000) break
  await expect.poll(() => ended.mock.calls.length).toBe(1)
  expect(stream.destroyed).toBe(true)
  expect(later).not.toHaveBeenCalled()
})

test('what is opened while its reader leaves is let go', async () => {
  const opening = Promise.withResolvers<Readable>()
  const stream = endless()
  const ended = vi.fn()
  const zip = zipStream({}, (into) => into.pass('one', () => opening.promise).then(() => undefined, ended))
  zip.destroy()
  await new Promise((resolve) => zip.once('close', resolve))
  opening.resolve(stream)
  await expect.poll(() => ended.mock.calls.length).toBe(1)
  expect(stream.destroyed).toBe(true)
})
