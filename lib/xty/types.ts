// What the rest of Loupe knows of XTY, the second provider of background removal. A call is synchronous and billed,
// and it cannot be looked up later. It resolves to one of these outcomes and never throws for anything that XTY or the
// network does. Every `message` is free of our secrets.

export type XtyRefusal = 'unauthorized' | 'no_credit' | 'invalid' | 'too_large' | 'not_found' | 'rate_limited'

export type XtyOutcome =
  /** `url` is dead after an hour: fetch it at once, only through the guarded fetcher. */
  | { kind: 'made'; url: string }
  /** Certain: nothing was made. `retryAfterMs`: until another try makes sense; null: the same will never do. */
  | { kind: 'refused'; reason: XtyRefusal; message: string; retryAfterMs: number | null }
  /** Certain: the call never reached XTY. */
  | { kind: 'unavailable'; message: string; retryAfterMs: number }
  /** XTY may have worked and billed, and what it made is out of reach. The same call must never be made again. */
  | { kind: 'uncertain'; message: string }

/** An address that XTY can reach, or the picture itself as a data URL. */
export type XtyPicture = { url: string } | { dataUrl: string }

export interface Xty {
  /** `text` says what the subject is ("a person"). Asks once, never again by itself. */
  removeBackground(request: { picture: XtyPicture; text?: string }, signal?: AbortSignal): Promise<XtyOutcome>
}
