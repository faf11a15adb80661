import { newKey } from '@/components/http/new-key'
import type { MediaKind, MediaLimits } from '@/lib/catalog/schema'
import type { FileView } from '@/lib/files/schema'
import type { FieldProblem } from '@/lib/refusal'

/** `held`: breaks a limit and is not sent. */
type MediaPhase = 'checking' | 'held' | 'waiting' | 'uploading' | 'pausing' | 'ready' | 'failed'

/** One file that a field speaks of. Bytes, pixels and ms are null while nobody knows them. */
export type MediaItem = {
  id: string
  kind: MediaKind
  name: string
  mime: string | null
  bytes: number | null
  width: number | null
  height: number | null
  durationMs: number | null
  /** Null: it came from our own store. */
  file: File | null
  limits: MediaLimits
  phase: MediaPhase
  /** Per cent sent. */
  progress: number
  problem: FieldProblem | null
  /** The server's sentence; empty where there was no answer. */
  error: string | null
  /** A file's id or an https address: what is sent. */
  fileId: string | null
  view: FileView | null
}

const busy: readonly MediaPhase[] = ['checking', 'waiting', 'uploading', 'pausing']
export const isBusy = (item: MediaItem | undefined) => item !== undefined && busy.includes(item.phase)

/** Ids in a form have the shape of a file's id, so that a form can be checked while files are on their way. */
export const newItemId = () => newKey().slice(0, 26)

/** It breaks a limit or did not arrive: it cannot be used as it is. */
export const isOut = (item: MediaItem | undefined) => item?.phase === 'held' || item?.phase === 'failed'

export const factsOf = ({ mime, bytes, width, height, durationMs }: FileView) => ({
  mime,
  bytes,
  width,
  height,
  durationMs,
})

export const blank = (id: string, kind: MediaKind, limits: MediaLimits): MediaItem => ({
  id,
  kind,
  name: '',
  bytes: null,
  mime: null,
  width: null,
  height: null,
  durationMs: null,
  file: null,
  limits,
  phase: 'checking',
  progress: 0,
  problem: null,
  error: null,
  fileId: null,
  view: null,
})
