'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { jobStore } from '@/components/jobs/live'
import { useNotices } from './preferences'
import { playTones } from './sound'
import { tellSystem } from './system'
import { clearTitle, markTitle } from './title'
import { createWatch, type Ended } from './watch'

/** So long one tab keeps the right to ring: the others hear of the same end within it (ms). */
const ONE_RING_MS = 3_000

/** Of several tabs one rings. Without locks (plain http in a home network) each does. */
function once(ring: () => void) {
  if (!navigator.locks) return ring()
  void navigator.locks.request('loupe-ring', { ifAvailable: true }, async (lock) => {
    if (!lock) return
    ring()
    await new Promise((resolve) => setTimeout(resolve, ONE_RING_MS))
  })
}

/** Tells that the last job has ended: in the title, by a sound, by the system, as the person wants it. */
export function Notices() {
  const t = useTranslations('notices')
  const wanted = useNotices()
  const tell = useRef<(ended: Ended) => void>(() => undefined)
  tell.current = ({ done, failed }) => {
    const isLookedAt = document.visibilityState === 'visible' && document.hasFocus()
    const words = failed > 0 ? t('withFailed', { done, failed }) : t('done', { count: done })
    if (wanted.title && !isLookedAt) markTitle(words)
    if (!wanted.sound && !wanted.system) return
    once(() => {
      if (wanted.sound) playTones()
      if (wanted.system && !isLookedAt) tellSystem(words)
    })
  }

  useEffect(() => {
    const watch = createWatch((ended) => tell.current(ended))
    watch(jobStore.snapshot().jobs)
    const stop = jobStore.subscribe(() => watch(jobStore.snapshot().jobs))
    const looked = () => document.visibilityState === 'visible' && clearTitle()
    document.addEventListener('visibilitychange', looked)
    window.addEventListener('focus', looked)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', looked)
      window.removeEventListener('focus', looked)
    }
  }, [])
  return null
}
