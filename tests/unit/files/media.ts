import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { measure } from '@/lib/files/measure'
import { sniff } from '@/lib/files/sniff'
import { onDisk } from './pictures'

/** What each sample is. See tests/fixtures/media/README.md. */
export const samples = {
  'film.mp4': { mime: 'video/mp4', kind: 'video', width: 160, height: 90, durationMs: 2_000 },
  'pieces.mp4': { mime: 'video/mp4', kind: 'video', width: 160, height: 90, durationMs: 2_000 },
  'upright.mp4': { mime: 'video/mp4', kind: 'video', width: 90, height: 160, durationMs: 2_000 },
  'film.mov': { mime: 'video/quicktime', kind: 'video', width: 160, height: 90, durationMs: 2_000 },
  'film.webm': { mime: 'video/webm', kind: 'video', width: 160, height: 90, durationMs: 2_007 },
  'live.webm': { mime: 'video/webm', kind: 'video', width: 160, height: 90, durationMs: 2_000 },
  'sound.mp3': { mime: 'audio/mpeg', kind: 'audio', width: null, height: null, durationMs: 2_038 },
  'sound.wav': { mime: 'audio/wav', kind: 'audio', width: null, height: null, durationMs: 2_000 },
  'sound.m4a': { mime: 'audio/mp4', kind: 'audio', width: null, height: null, durationMs: 2_000 },
  'sound.mp4': { mime: 'audio/mp4', kind: 'audio', width: null, height: null, durationMs: 2_000 },
  'sound.aac': { mime: 'audio/aac', kind: 'audio', width: null, height: null, durationMs: 2_043 },
  'sound.ogg': { mime: 'audio/ogg', kind: 'audio', width: null, height: null, durationMs: 2_000 },
  'sound.flac': { mime: 'audio/flac', kind: 'audio', width: null, height: null, durationMs: 2_000 },
} as const

export type Sample = keyof typeof samples
export const sampleNames = Object.keys(samples) as Sample[]

/** A fresh copy of a sample's bytes. */
export const sample = (name: Sample): Buffer => Buffer.from(readFileSync(`tests/fixtures/media/${name}`))

/** A sample with other bytes in it: `at` counts from the first of `mark`. */
export function patched(name: Sample, mark: string, at: number, bytes: string): Buffer {
  const copy = sample(name)
  const from = copy.indexOf(mark, 0, 'latin1')
  if (from < 0) throw new Error(`${name} has no ${mark}`)
  copy.write(bytes, from + at, 'hex')
  return copy
}

/** One box of an ISO media file. */
export function box(name: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0))
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, ...content])
}

/** The first box of an ISO media file: its major brand and the others. */
export const ftyp = (major: string, ...others: string[]): Buffer =>
  box('ftyp', Buffer.from(major, 'latin1'), Buffer.alloc(4), Buffer.from(others.join(''), 'latin1'))

/** What the server reads of these bytes, or why nothing. */
export async function measured(bytes: Buffer, timeoutMs?: number) {
  const sniffed = sniff(bytes.subarray(0, 4_096))
  if (!sniffed) return 'no type'
  const path = await onDisk(bytes)
  const found = await measure(path, sniffed, timeoutMs)
  await rm(path)
  return found.kind === 'read' ? found.measures : found.kind
}
