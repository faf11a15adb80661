'use client'

import { useRef } from 'react'
import { newKey } from './new-key'

/**
 * The idempotency key of what is asked for: the same words sent again, after an answer that was lost, are the same
 * request and keep their key; others are another one.
 */
export function useRequestKey(): (asked: unknown) => string {
  const keys = useRef(new Map<string, string>())
  return (asked) => {
    const words = JSON.stringify(asked)
    const key = keys.current.get(words) ?? newKey()
    keys.current.set(words, key)
    return key
  }
}
