import { call, send } from '@/components/http/call'
import type { CountsView, CreditsView, JobView, ReceiptLine } from '@/lib/jobs/schema'

export type JobsPage = { jobs: JobView[]; next: string | null; counts: CountsView }

export const getJobs = (query: string) => call<JobsPage>(`/api/jobs?${query}`)
export const getJob = (id: string) => call<{ job: JobView; receipt: ReceiptLine[] }>(`/api/jobs/${id}`)
export const getCredits = () => call<CreditsView>('/api/credits')
export const cancelJob = (id: string) => call<{ job: JobView }>(`/api/jobs/${id}`, { method: 'DELETE' })
/** `maxPrice`: credits that the person was shown. */
export const retryJob = (id: string, key: string, maxPrice: number) =>
  send<{ job: JobView }>('POST', `/api/jobs/${id}/retry`, { maxPrice }, { 'idempotency-key': key })
