'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Someone types there, or chooses: its letters are its own. */
const isTaken = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input:not([type=range], [type=radio]), textarea, select') !== null

const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey

/** A dialog lies over the area; the one that the area itself lies in does not count. */
const isCovered = (area: Element | null) =>
  [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].some((one) => !one.contains(area))

/** Calls `act` when the key is pressed anywhere on the page but where someone types, or in a dialog over the area. */
export function useLetter(letter: string, area: RefObject<HTMLElement | null>, act: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== letter || event.repeat || !isPlain(event)) return
      if (event.defaultPrevented || isTaken(event.target) || isCovered(area.current)) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [letter, area, act])
}

/** Whether the original is being held up: by the key O, or by a press on the picture. */
export function useHold(area: RefObject<HTMLElement | null>, isOn: boolean) {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    const stage = area.current
    if (!isOn || !stage) return
    const ear = new AbortController()
    const { signal } = ear
    const show = () => setHeld(true)
    const hide = () => setHeld(false)
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key.toLowerCase() === 'o' && isPlain(event) && !isTaken(event.target)) show()
      },
      { signal },
    )
    document.addEventListener('keyup', (event) => event.key.toLowerCase() === 'o' && hide(), { signal })
    stage.addEventListener(
      'pointerdown',
      (event) => {
        const isPicture = event.target instanceof Element && event.target.closest('.cmp-hold')
        if (isPicture && event.button === 0) show()
      },
      { signal },
    )
    for (const name of ['pointerup', 'pointercancel', 'blur'] as const) {
      window.addEventListener(name, hide, { signal })
    }
    return () => {
      ear.abort()
      hide()
    }
  }, [area, isOn])
  return { isHeld: isOn && isHeld, hold: setHeld }
}
