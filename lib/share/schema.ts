import { z } from 'zod'
import {
  SHARE_DAYS,
  SHARE_DAYS_MAX,
  SHARE_ITEMS_MAX,
  SHARE_PASSWORD_MAX,
  SHARE_PASSWORD_MIN,
  SHARE_TITLE_MAX,
  SHARE_VIEWS_MAX,
  SHARES_PAGE,
} from './bounds'

const id = z.string().regex(/^[0-9a-z]{1,64}$/)

/** The body of `POST /api/shares`: results, or a board as it is when looked at. */
export const newShareSchema = z
  .strictObject({
    items: z.array(id).min(1).max(SHARE_ITEMS_MAX).optional(),
    boardId: id.optional(),
    title: z.string().max(SHARE_TITLE_MAX).nullish(),
    /** Null: until it is revoked. */
    expiresInDays: z.int().min(1).max(SHARE_DAYS_MAX).nullable().default(SHARE_DAYS),
    password: z.string().min(SHARE_PASSWORD_MIN).max(SHARE_PASSWORD_MAX).nullish(),
    /** Null: any number. */
    maxViews: z.int().min(1).max(SHARE_VIEWS_MAX).nullish(),
    /** Else pictures of at most 1600 px are all that is sent. */
    allowsDownload: z.boolean().default(false),
    showsOriginal: z.boolean().default(false),
    showsSettings: z.boolean().default(false),
  })
  .refine((share) => (share.items === undefined) !== (share.boardId === undefined), {
    message: 'share_what',
    path: ['items'],
  })
export type NewShare = z.output<typeof newShareSchema>

/** A link as its owner sees it. */
export const shareSchema = z.object({
  id: z.string(),
  title: z.string().nullable(),
  /** `/s/TOKEN`; null where the token was made under another secret and cannot be told again. */
  path: z.string().nullable(),
  /** Ended: its time is over, or all its views are used. */
  state: z.enum(['open', 'expired', 'used']),
  /** How many results it shows now. */
  count: z.number().int(),
  /** How many there are: of a board with more than 200 only the first ones are shown. */
  total: z.number().int(),
  /** Of a link to a board. */
  boardName: z.string().nullable(),
  /** The thumb of its first result. */
  coverUrl: z.string().nullable(),
  hasPassword: z.boolean(),
  expiresAt: z.string().nullable(),
  maxViews: z.number().int().nullable(),
  views: z.number().int(),
  lastViewAt: z.string().nullable(),
  allowsDownload: z.boolean(),
  showsOriginal: z.boolean(),
  showsSettings: z.boolean(),
  createdAt: z.string(),
})
export type ShareView = z.infer<typeof shareSchema>

export const sharesQuerySchema = z.strictObject({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(SHARES_PAGE).default(SHARES_PAGE),
})
export type SharesView = { shares: ShareView[]; next: string | null }
