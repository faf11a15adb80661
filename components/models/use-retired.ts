'use client'

import { useSyncExternalStore } from 'react'

const KEY = 'loupe.models.retired'
const CHANGED = 'loupe:models-retired'

function subscribe(listener: () => void) {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}

/** Whether retired models are listed: off until somebody wants them, and kept as long as the tab. */
export function useRetired() {
  const isOn = useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(KEY) === 'on',
    () => false,
  )
  return {
    isOn,
    toggle() {
      sessionStorage.setItem(KEY, isOn ? 'off' : 'on')
      window.dispatchEvent(new Event(CHANGED))
    },
  }
}
