import { mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { diskStore, pathOf } from '@/lib/files/disk'
import { type BlobKey, blobKey, deleteBlobs, type Store } from '@/lib/files/store'
import { newId } from '@/lib/id'

const about = { mime: 'image/png' }
let root: string
let disk: Store

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'loupe-disk-'))
  disk = diskStore(join(root, 'files'))
})

const read = async (key: BlobKey, range?: { start: number; end: number }) => {
  const found = await disk.get(key, range)
  return found && { text: (await buffer(found.stream)).toString(), bytes: found.bytes }
}

describe('the disk store', () => {
  it('keeps bytes, streams and files, and gives ranges of them', async () => {
    const id = newId()
    await disk.put(blobKey(id, 'original'), Buffer.from('0123456789'), about)
    await disk.put(blobKey(id, 'clean'), Readable.from([Buffer.from('ab'), Buffer.from('cd')]), about)
    const path = join(root, 'arrived')
    await writeFile(path, 'moved')
    await disk.put(blobKey(id, 'preview'), { path }, about)
    expect(await read(blobKey(id, 'original'))).toEqual({ text: '0123456789', bytes: 10 })
    expect(await read(blobKey(id, 'original'), { start: 2, end: 4 })).toEqual({ text: '234', bytes: 3 })
    expect(await read(blobKey(id, 'original'), { start: 8, end: 99 })).toEqual({ text: '89', bytes: 2 })
    expect(await read(blobKey(id, 'clean'))).toEqual({ text: 'abcd', bytes: 4 })
    expect(await read(blobKey(id, 'preview'))).toEqual({ text: 'moved', bytes: 5 })
    expect(await disk.size(blobKey(id, 'clean'))).toBe(4)
    expect(await readdir(root)).toEqual(['files'])
  })

  it('answers null for what is not there, and deletes it without complaint', async () => {
    const key = blobKey(newId(), 'thumb')
    expect(await disk.get(key)).toBeNull()
    expect(await disk.size(key)).toBeNull()
    await disk.delete(key)
  })

  it('leaves nothing of a source that breaks', async () => {
    const id = newId()
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half')
        throw new Error('cut off')
      })(),
    )
    await expect(disk.put(blobKey(id, 'original'), broken, about)).rejects.toThrow('cut off')
    expect(await disk.size(blobKey(id, 'original'))).toBeNull()
    expect(await readdir(join(root, 'files', id.slice(0, 2), id))).toEqual([])
  })

  it('lists files by id and forgets deleted ones, their folders too', async () => {
    const ids = [newId(), newId(), newId()].sort()
    for (const id of ids) await disk.put(blobKey(id, 'original'), Buffer.from('x'), about)
    const listed = async () => {
      const found: string[] = []
      for await (const { id, changedAt } of disk.list()) {
        expect(Date.now() - changedAt.getTime()).toBeLessThan(10_000)
        found.push(id)
      }
      return found.sort()
    }
    expect(await listed()).toEqual(ids)
    for (const id of ids.slice(1)) await deleteBlobs(disk, id)
    expect(await listed()).toEqual(ids.slice(0, 1))
  })

  it('lists nothing before anything was kept', async () => {
    for await (const found of disk.list()) expect(found).toBeUndefined()
  })

  it.each([
    'files/../../../etc/passwd/original',
    'files/..%2f..%2fx/original',
    `files/${'a'.repeat(26)}/../original`,
    `files/${'a'.repeat(26)}/original/../../x`,
    `files/${'a'.repeat(25)}/original`,
    `files/${'A'.repeat(26)}/original`,
    `files/${'a'.repeat(25)}\u0000/original`,
    `files/${'a'.repeat(26)}/original\n`,
    `files/${'a'.repeat(26)}/secret`,
    `/files/${'a'.repeat(26)}/original`,
    '',
  ])('takes no key like %j', (key) => {
    expect(() => pathOf(root, key as BlobKey)).toThrow()
  })

  it('keeps the whole path under its root', () => {
    const id = newId()
    expect(pathOf('/srv/files', blobKey(id, 'clean'))).toBe(`/srv/files/${id.slice(0, 2)}/${id}/clean`)
  })

  it("replaces nothing through a link that somebody put in a blob's place", async () => {
    const id = newId()
    const outside = join(root, 'outside')
    await writeFile(outside, 'precious')
    await disk.put(blobKey(id, 'clean'), Buffer.from('x'), about)
    await symlink(outside, join(root, 'files', id.slice(0, 2), id, 'original'))
    await disk.put(blobKey(id, 'original'), Buffer.from('new'), about)
    expect((await buffer((await import('node:fs')).createReadStream(outside))).toString()).toBe('precious')
  })
})
