import 'server-only'
import { idempotencyKeySchema } from '@/lib/jobs/schema'
import { invalid, type Refusal } from '@/lib/refusal'

/** The request's `Idempotency-Key`, where none is no answer. */
export function requiredKey(request: Request): string | Refusal {
  const key = request.headers.get('idempotency-key')
  if (key === null) return invalid({ 'Idempotency-Key': { key: 'required' } })
  return idempotencyKeySchema.safeParse(key).success
    ? key
    : invalid({ 'Idempotency-Key': { key: 'wrong_form' } })
}
