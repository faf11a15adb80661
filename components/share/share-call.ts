import { call, send } from '@/components/http/call'
import type { NewShare, ShareView } from '@/lib/share/schema'

/** What a new link is asked for; what is left out is as the server has it. */
export type AskedShare = Partial<NewShare>

export const makeShare = (asked: AskedShare) =>
  send<{ share: ShareView; url: string }>('POST', '/api/shares', asked)

export const endShare = (id: string) => call(`/api/shares/${id}`, { method: 'DELETE' })
