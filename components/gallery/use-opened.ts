'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ResultView } from '@/lib/gallery/schema'
import type { Laid } from './layout'
import { resultAt } from './walk'

/** The mark of the history's entry in which a result is open: the result's id. */
const MARK = 'opened'
/** Some browsers refuse a hundred changes of the history in a few seconds: the mark follows when the walk rests (ms). */
const REST_MS = 200

const markNow = (): string | null => window.history.state?.[MARK] ?? null

/**
 * The result that is looked at. It has one entry in the browser's history, so that Back closes it; the place underneath
 * stays. Who comes upon the entry from elsewhere (Forward, a reload, back from the job's page) finds the result open.
 */
export function useOpened(laid: readonly Laid[]) {
  const [opened, setOpened] = useState<ResultView | null>(null)
  const [wanted, setWanted] = useState<string | null>(null)
  const now = useRef(opened)
  now.current = opened
  const isLeaving = useRef(false)

  useEffect(() => {
    function look() {
      isLeaving.current = false
      const mark = markNow()
      const looked = now.current
      if (mark || !looked) return setWanted(mark)
      setOpened(null)
      requestAnimationFrame(() =>
        document
          .querySelector<HTMLElement>(`[data-result="${looked.file.id}"]`)
          ?.focus({ preventScroll: true }),
      )
    }
    look()
    window.addEventListener('popstate', look)
    return () => window.removeEventListener('popstate', look)
  }, [])

  useEffect(() => {
    if (!wanted) return
    const isLaid = laid.some(({ lines }) => lines.some(({ kind }) => kind === 'cells'))
    if (!isLaid) return
    setWanted(null)
    if (now.current || markNow() !== wanted) return
    const found = resultAt(laid, wanted)
    if (found) setOpened(found)
    // It is gone, or far down: an entry that shows nothing is left.
    else window.history.back()
  }, [wanted, laid])

  useEffect(() => {
    if (!opened) return
    const timer = setTimeout(() => {
      if (markNow()) window.history.replaceState({ [MARK]: opened.file.id }, '')
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [opened])

  /** A first one, or another one in its place. */
  const open = useCallback((result: ResultView) => {
    if (!now.current && !markNow()) window.history.pushState({ [MARK]: result.file.id }, '')
    setOpened(result)
  }, [])

  /** As Back does, which is heard above. */
  const close = useCallback(() => {
    if (isLeaving.current) return
    isLeaving.current = true
    window.history.back()
  }, [])

  /** To another place of the gallery. Words that were typed just before a result was opened come below it. */
  const goTo = useCallback((href: string) => {
    const mark = now.current && markNow()
    if (!mark) return window.history.pushState(null, '', href)
    window.history.replaceState(null, '', href)
    window.history.pushState({ [MARK]: mark }, '', href)
  }, [])

  return { opened, open, close, goTo }
}
