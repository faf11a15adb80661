import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { derive } from '@/lib/files/derivatives'
import { median, row, title } from './print.ts'

const ROUNDS = 9
const PREVIEW_PX = 1600
const THUMB_PX = 400

/** Both previews of a 12-megapixel photo against sharp alone making the same two. */
export async function benchPreviews(): Promise<void> {
  title(`Two previews of a 12-megapixel photo, median of ${ROUNDS}`)
  const dir = mkdtempSync(join(tmpdir(), 'loupe-previews-'))
  const path = join(dir, 'photo.jpg')
  writeFileSync(path, await synthesised())
  const ours: number[] = []
  const alone: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await timed(() => sharpAlone(path)))
    ours.push(await timed(() => derive(path)))
  }
  rmSync(dir, { recursive: true })
  row('sharp alone', `${median(alone).toFixed(0)} ms`)
  row('ours', `${median(ours).toFixed(0)} ms`)
  row('ratio', `${(median(ours) / median(alone)).toFixed(2)} (aim ≤ 1.15)`)
}

const synthesised = () =>
  sharp({
    create: {
      width: 4000,
      height: 3000,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })
    .blur(2)
    .jpeg({ quality: 92 })
    .toBuffer()

async function sharpAlone(path: string) {
  const fitted = (px: number) =>
    sharp(path).rotate().resize(px, px, { fit: 'inside', withoutEnlargement: true })
  await fitted(PREVIEW_PX).webp({ quality: 82, effort: 2 }).toBuffer()
  await fitted(THUMB_PX).webp({ quality: 80, effort: 2 }).toBuffer()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
