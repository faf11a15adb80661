import { send } from '@/components/http/call'
import type { BatchView } from '@/lib/admin/codes-view'
import type { Redeemed } from '@/lib/credits/schema'

export type NewBatch = {
  amount: number
  count: number
  uses: number
  expiresAt: string | null
  note: string
}

export const redeemCode = (code: string) => send<Redeemed>('POST', '/api/credits/redeem', { code })

export const makeBatch = (batch: NewBatch, key: string) =>
  send<{ batch: BatchView }>('POST', '/api/admin/codes', batch, { 'idempotency-key': key })

export const exportBatch = (id: string, reason: string) =>
  send<{ codes: string[] }>('POST', `/api/admin/codes/${id}/export`, { reason })

export const cancelBatch = (id: string, reason: string) =>
  send<{ batch: BatchView }>('POST', `/api/admin/codes/${id}/cancel`, { reason })
