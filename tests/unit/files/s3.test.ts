import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { s3Store } from '@/lib/files/s3'
import { type BlobKey, blobKey, deleteBlobs, type Store } from '@/lib/files/store'
import { newId } from '@/lib/id'
import { onDisk } from './pictures'

const about = { mime: 'image/png' }
let directory: string
let server: S3rver
let s3: Store
let endpoint: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'loupe-s3-'))
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'pictures' }],
  })
  const { port } = (await server.run()) as AddressInfo
  process.env.AWS_ACCESS_KEY_ID = 'S3RVER'
  process.env.AWS_SECRET_ACCESS_KEY = 'S3RVER'
  endpoint = `http://127.0.0.1:${port}`
  s3 = s3Store(`s3://pictures?endpoint=${encodeURIComponent(endpoint)}&region=eu-central-1`)
})

afterAll(async () => {
  await server.close()
  await rm(directory, { recursive: true, force: true })
})

const read = async (key: BlobKey, range?: { start: number; end: number }) => {
  const found = await s3.get(key, range)
  return found && { bytes: found.bytes, data: await buffer(found.stream) }
}

describe('the S3 store', () => {
  it('keeps bytes, streams and files, and gives ranges of them', async () => {
    const id = newId()
    await s3.put(blobKey(id, 'original'), { path: await onDisk(Buffer.from('0123456789')) }, about)
    await s3.put(blobKey(id, 'clean'), Buffer.from('abcd'), about)
    await s3.put(blobKey(id, 'preview'), Readable.from([Buffer.from('x'), Buffer.from('y')]), about)
    expect(await read(blobKey(id, 'original'))).toEqual({ bytes: 10, data: Buffer.from('0123456789') })
    expect(await read(blobKey(id, 'original'), { start: 3, end: 5 })).toEqual({
      bytes: 3,
      data: Buffer.from('345'),
    })
    expect(await read(blobKey(id, 'clean'))).toEqual({ bytes: 4, data: Buffer.from('abcd') })
    expect(await read(blobKey(id, 'preview'))).toEqual({ bytes: 2, data: Buffer.from('xy') })
    expect(await s3.size(blobKey(id, 'original'))).toBe(10)
  })

  it('takes a large stream of unknown length in parts', async () => {
    const key = blobKey(newId(), 'original')
    const chunk = Buffer.alloc(1_048_576, 7)
    await s3.put(key, Readable.from(Array.from({ length: 20 }, () => chunk)), about)
    expect(await s3.size(key)).toBe(20 * 1_048_576)
    expect((await read(key, { start: 8_388_600, end: 8_388_620 }))?.data.equals(Buffer.alloc(21, 7))).toBe(
      true,
    )
  })

  it('answers null for what is not there, and deletes it without complaint', async () => {
    const key = blobKey(newId(), 'thumb')
    expect(await s3.get(key)).toBeNull()
    expect(await s3.size(key)).toBeNull()
    await s3.delete(key)
  })

  it('lists ids and deletes all of one', async () => {
    const id = newId()
    await s3.put(blobKey(id, 'original'), Buffer.from('x'), about)
    await s3.put(blobKey(id, 'thumb'), Buffer.from('x'), about)
    const listed = async () => {
      const found: string[] = []
      for await (const entry of s3.list()) found.push(entry.id)
      return found.filter((one) => one === id)
    }
    expect(await listed()).toEqual([id, id])
    await deleteBlobs(s3, id)
    expect(await listed()).toEqual([])
  })

  it('creates no bucket and says when there is none', async () => {
    const nowhere = s3Store(`s3://missing?endpoint=${encodeURIComponent(endpoint)}`)
    await expect(nowhere.put(blobKey(newId(), 'thumb'), Buffer.from('x'), about)).rejects.toThrow()
  })
})
