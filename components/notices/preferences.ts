'use client'

import { useSyncExternalStore } from 'react'
import { call, send } from '@/components/http/call'
import type { Notices } from '@/lib/notices/schema'

// How this person wants to hear of the end, asked for once a page and changed at once.

const usual: Notices = { title: true, sound: false, system: false, mail: false }
let known: Notices = usual
let isAsked = false
const listeners = new Set<() => void>()

function put(next: Notices) {
  known = next
  for (const listener of [...listeners]) listener()
}

async function ask() {
  isAsked = true
  const answer = await call<Notices>('/api/account/notices')
  if (answer.ok) put(answer.value)
  else isAsked = false
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  if (!isAsked) void ask()
  return () => {
    listeners.delete(listener)
  }
}

export const useNotices = (): Notices =>
  useSyncExternalStore(
    subscribe,
    () => known,
    () => usual,
  )

/** Changes one; taken back when the server does not take it. */
export async function changeNotices(change: Partial<Notices>): Promise<boolean> {
  const before = known
  put({ ...known, ...change })
  const answer = await send<Notices>('PATCH', '/api/account/notices', change)
  put(answer.ok ? answer.value : before)
  return answer.ok
}
