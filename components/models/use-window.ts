'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Rows drawn beyond the screen, and the step in which the window moves. */
const SPARE = 8
/** At the top, where nobody has scrolled yet, few are enough: typing draws them anew with every key. */
const FEW = 3

/** Which rows of a long list of equal rows are on screen, whatever scrolls: the list's own box or the page. */
export function useWindow(list: RefObject<HTMLElement | null>, rowSize: number) {
  const [first, setFirst] = useState({ from: 0, to: 3 * SPARE })

  useEffect(() => {
    const element = list.current
    if (!element) return
    function look() {
      const { top } = (element as HTMLElement).getBoundingClientRect()
      const above = Math.max(0, Math.floor(-top / rowSize))
      const below = Math.max(0, Math.ceil((window.innerHeight - top) / rowSize))
      const from = Math.max(0, (Math.floor(above / SPARE) - 1) * SPARE)
      const to = above === 0 ? below + FEW : (Math.floor(below / SPARE) + 2) * SPARE
      setFirst((known) => (known.from === from && known.to === to ? known : { from, to }))
    }
    look()
    const watch = new ResizeObserver(look)
    watch.observe(element)
    const options = { capture: true, passive: true }
    document.addEventListener('scroll', look, options)
    window.addEventListener('resize', look)
    return () => {
      watch.disconnect()
      document.removeEventListener('scroll', look, options)
      window.removeEventListener('resize', look)
    }
  }, [list, rowSize])

  return first
}
