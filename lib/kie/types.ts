import type { Readable } from 'node:stream'
import type { WireField } from './openapi'

// What the rest of Loupe knows of KIE. Every call resolves to one of these outcomes and never throws for anything that
// KIE or the network does. Credits are thousandths, times milliseconds; every `message` is free of our secrets.

export type Endpoint = { baseUrl: string; uploadUrl: string; apiKey: string }

export type RefusalReason =
  | 'unauthorized'
  | 'no_credit'
  | 'invalid'
  | 'rate_limited'
  | 'quota'
  | 'maintenance'
  | 'disabled'
  | 'not_found'
  | 'unreachable'

/** Certain: nothing happened at KIE. `code` is KIE's own, or null when only HTTP or the network spoke. */
export type Refused = {
  kind: 'refused'
  reason: RefusalReason
  code: number | null
  message: string
  /** Milliseconds until another try makes sense; null: the same request will never do. */
  retryAfterMs: number | null
}

/** Nothing was learned; ask again. `retryAfterMs` is what KIE wished for, 0 when it wished nothing. */
export type Unavailable = { kind: 'unavailable'; message: string; retryAfterMs: number }

type NewTask = { model: string; input: Record<string, unknown>; callBackUrl?: string }

/** `uncertain`: KIE may have started (and billed) the task. It must never be sent again. */
export type CreateOutcome =
  | { kind: 'accepted'; taskId: string }
  | Refused
  | { kind: 'uncertain'; message: string }

/** What KIE remembers of our request, to check that a task is the one we asked for. */
export type Param = { model?: string; callBackUrl?: string }

/** `model` and `param` are null where KIE left them out. */
export type RecordOutcome =
  | {
      kind: 'running'
      stage: 'waiting' | 'queuing' | 'generating'
      model: string | null
      param: Param | null
    }
  | {
      kind: 'success'
      /** At least one url or text. Any http(s) host: fetch them only through the guarded fetcher. */
      urls: string[]
      texts: string[]
      creditsConsumed: number | null
      costMs: number | null
      model: string | null
      param: Param | null
    }
  | {
      kind: 'fail'
      /** KIE's own (`422`, `GENERATION_FAILED`), `generation_failed` where it gave none; or, of a task that KIE
       * calls a success, `empty_result` (nothing usable in it) or `unreadable_result` (not JSON). */
      code: string
      message: string
      creditsConsumed: number | null
      model: string | null
      param: Param | null
    }
  /** KIE does not know this id. True for a moment after createTask too: allow for some grace. */
  | { kind: 'unknown' }
  | Unavailable

/** `name` must be random (KIE overwrites equal names); `path` is a folder such as `loupe/2026`. */
export type UploadTarget = { name: string; path: string }

export type UploadSource =
  | { bytes: Uint8Array }
  /** `size` in bytes when it is known. The stream is always read to its end or destroyed. */
  | { stream: Readable | ReadableStream<Uint8Array>; size?: number }

export type UploadOutcome = { kind: 'uploaded'; url: string } | Refused | Unavailable
export type CreditOutcome = { kind: 'balance'; thousandths: number } | Refused | Unavailable
export type LinkOutcome = { kind: 'link'; url: string } | Refused | Unavailable

/** A model in KIE's own list. `price` is prose; null: KIE states none, undefined: it did not say. */
export type ListedModel = {
  id: string
  title: string
  provider: string
  tasks: string[]
  price: string | null | undefined
}
export type ListOutcome = { kind: 'models'; models: ListedModel[] } | Refused | Unavailable
export type SchemaOutcome =
  | { kind: 'fields'; fields: WireField[] }
  /** Another address than createTask serves it. */
  | { kind: 'elsewhere' }
  /** KIE has no readable document of it. */
  | { kind: 'none' }
  | Refused
  | Unavailable

export interface Kie {
  /** Sends once, never again by itself. */
  createTask(task: NewTask, signal?: AbortSignal): Promise<CreateOutcome>
  recordInfo(taskId: string, signal?: AbortSignal): Promise<RecordOutcome>
  /** What is left on KIE's side. */
  credit(signal?: AbortSignal): Promise<CreditOutcome>
  /** KIE's own list. This and `modelSchema` share one budget of a request a second for the whole account. */
  models(signal?: AbortSignal): Promise<ListOutcome>
  /** What KIE's document of a model asks for. */
  modelSchema(id: string, signal?: AbortSignal): Promise<SchemaOutcome>
  /** A download link, alive for 20 minutes, for a URL that KIE made. */
  downloadUrl(url: string, signal?: AbortSignal): Promise<LinkOutcome>
  uploadStream(
    file: UploadTarget & UploadSource & { mime: string },
    signal?: AbortSignal,
  ): Promise<UploadOutcome>
  /** `base64` is bare or a data URL; KIE advises at most 10 MB. */
  uploadBase64(file: UploadTarget & { base64: string }, signal?: AbortSignal): Promise<UploadOutcome>
  /** KIE fetches `url` itself (public, at most 100 MB, within 30 s). */
  uploadFromUrl(file: UploadTarget & { url: string }, signal?: AbortSignal): Promise<UploadOutcome>
}
