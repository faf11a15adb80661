// What admins see of redemption codes. Credits; instants in ISO 8601.

/** `new`: not handed out yet; `open`: to be redeemed; the others are over. */
export type BatchState = 'new' | 'open' | 'used' | 'expired' | 'canceled'

export type BatchView = {
  id: string
  /** What one redemption gives. */
  amount: number
  count: number
  /** Redemptions of each code. */
  uses: number
  /** Redemptions so far, of `count` × `uses`. */
  redeemed: number
  note: string
  state: BatchState
  expiresAt: string | null
  createdAt: string
  /** The admin's name. */
  createdBy: string
  exportedAt: string | null
  canceledAt: string | null
  cancelReason: string | null
}
export type BatchesView = { batches: BatchView[]; next: string | null }

export type Redeemer = { id: string; name: string; at: string }

export type CodeView = {
  /** Its number in the batch. */
  n: number
  tail: string
  used: number
  /** The latest few who redeemed it. */
  latest: Redeemer[]
}
export type CodesView = { codes: CodeView[]; next: string | null }

export type RedemptionView = { id: string; n: number; tail: string; by: Redeemer }
export type RedemptionsView = { redemptions: RedemptionView[]; next: string | null }
