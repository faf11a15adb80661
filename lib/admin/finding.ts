import type { Price, WireValue } from '@/lib/catalog/schema'
import type { WireType } from '@/lib/kie/openapi'

export type Limit = 'min' | 'max' | 'minLength' | 'maxLength' | 'minItems' | 'maxItems'

/** One thing in which KIE's document of a model and the catalogue are not at one. `ours` is the catalogue's. */
export type Difference =
  | { kind: 'added'; field: string; required: boolean }
  | { kind: 'removed'; field: string }
  /** KIE asks for it now, or no longer does. */
  | { kind: 'required'; field: string; theirs: boolean }
  | { kind: 'type'; field: string; ours: WireType; theirs: WireType }
  | { kind: 'values'; field: string; added: WireValue[]; removed: WireValue[] }
  | { kind: 'limit'; field: string; limit: Limit; ours: number | null; theirs: number }

/** What each kind of finding says. */
type FindingDetail = {
  /** KIE lists a model that is not in the catalogue, or one that the catalogue calls retired. */
  new: { title: string; provider: string; tasks: string[]; price: string | null; retired: boolean }
  /** KIE no longer lists a model of the catalogue. */
  gone: Record<string, never>
  /** KIE's document of a model and the catalogue differ. */
  schema: { differences: Difference[] }
  /** KIE's words about the price changed; null: it states none. */
  price: { from: string | null; to: string | null }
}
export type FindingKind = keyof FindingDetail

/** A finding of one of the kinds. */
export type Found = { [K in FindingKind]: { kind: K; detail: FindingDetail[K] } }[FindingKind]

/** A finding that waits for an admin. */
export type FindingView = Found & { id: string; model: string; title: string; foundAt: string }

export type Decision = 'accepted' | 'dismissed'

/** How far the last check is, or how it ended. */
export type CheckView = {
  state: 'waiting' | 'running' | 'finished'
  startedAt: string
  finishedAt: string | null
  /** Asked for by an admin, not the daily one. */
  asked: boolean
  /** Documents to read (null until the list is there), read, and those that could not be read. */
  total: number | null
  read: number
  missed: number
  problem: 'unauthorized' | 'unavailable' | 'implausible' | null
}

/** A model as its switch on the admin page shows it. */
export type AdminModel = {
  id: string
  title: string
  vendor: string
  /** What it does, in the reader's language. */
  tool: string
  task: string
  retired: boolean
  /** It can be run here and now. */
  offered: boolean
  /** What an admin said; null: as the data says. */
  switched: boolean | null
  /** Credits of the cheapest settings as KIE states them (in the sandbox the demo price), for one `per`; null: not known. */
  list: { from: number; per: Price['per'] } | null
  /** What people pay for them here. */
  price: { from: number; per: Price['per'] } | null
  /** A price rule of its own counts now. */
  hasRule: boolean
}
