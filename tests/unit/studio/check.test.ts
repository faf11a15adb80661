import { expect, test } from 'vitest'
import { checkMedia } from '@/components/upload/check'
import { intakeLimits, mediaProblem } from '@/lib/files/limits'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const film = new Uint8Array([0, 0, 0, 16, ...Buffer.from('ftypisom'), 0, 0, 2, 0])
const file = (bytes: Uint8Array<ArrayBuffer>, name = 'x.png') =>
  new File([bytes], name, { type: 'image/png' })
const nothing = async () => ({ width: null, height: null, durationMs: null })

test('says what a file is by its bytes, and what the browser measured', async () => {
  const asked: string[] = []
  const checked = await checkMedia(file(film), async (_file, mime) => {
    asked.push(mime)
    return { width: 320, height: 180, durationMs: 2_000 }
  })
  expect(checked).toEqual({ mime: 'video/mp4', width: 320, height: 180, durationMs: 2_000 })
  expect(asked).toEqual(['video/mp4'])
})

test('believes a name that a film-like file holds a sound: the server looks', async () => {
  const voice = new File([film], 'voice.m4a', { type: 'audio/x-m4a' })
  expect(await checkMedia(voice, nothing)).toMatchObject({ mime: 'audio/mp4' })
})

test('does not measure what is none of ours, and the limits say what is', async () => {
  const never = async () => {
    throw new Error('measured')
  }
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg">', 'GIF89a', '\0\0\0\x10ftypheic\0\0\0\0']) {
    const checked = await checkMedia(file(new Uint8Array(Buffer.from(text, 'latin1'))), never)
    if ('fault' in checked) throw new Error(checked.fault.key)
    expect(mediaProblem(intakeLimits.image, { ...checked, bytes: 9 })).toEqual({
      key: 'file_type',
      values: { types: 'JPEG, PNG, WebP' },
    })
  }
})

test('a picture that cannot be measured is damaged; a film may have a codec that the browser lacks', async () => {
  expect(await checkMedia(file(png), async () => null)).toEqual({ fault: { key: 'file_broken' } })
  expect(await checkMedia(file(film), nothing)).toMatchObject({ mime: 'video/mp4', durationMs: null })
  expect(await checkMedia(file(new Uint8Array()), nothing)).toEqual({ fault: { key: 'file_empty' } })
})

test('a file that went away is no type of ours', async () => {
  const gone = file(png)
  Object.assign(gone, { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) })
  expect(await checkMedia(gone, nothing)).toMatchObject({ mime: 'application/octet-stream' })
})
