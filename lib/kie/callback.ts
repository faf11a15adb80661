import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Seconds between KIE's clock and ours; KIE names none. */
const WINDOW_S = 300

const id = z.string().min(1).max(200).optional().catch(undefined)
const named = z.object({ taskId: id, task_id: id })
const callback = named.extend({ data: named.optional().catch(undefined) })

/**
 * The id that a callback is about: `data.taskId` (market), `data.task_id` (music), or the same at the top.
 * The rest of the body is not signed and must not be believed: ask recordInfo.
 */
export function callbackTaskId(body: unknown): string | null {
  const { data } = callback.safeParse(body)
  return data?.data?.taskId ?? data?.data?.task_id ?? data?.taskId ?? data?.task_id ?? null
}

/**
 * Whether KIE signed this task id at about this time: base64(HMAC-SHA256(`taskId.timestamp`)), with the headers
 * X-Webhook-Timestamp (Unix seconds) and X-Webhook-Signature. An empty key verifies nothing.
 */
export function verifySignature(claim: {
  taskId: string
  timestamp: string | null
  signature: string | null
  key: string
  nowMs: number
}): boolean {
  const { taskId, timestamp, signature, key, nowMs } = claim
  if (!key || !taskId || !signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > WINDOW_S) return false
  const expected = Buffer.from(createHmac('sha256', key).update(`${taskId}.${timestamp}`).digest('base64'))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
