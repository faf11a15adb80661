import type { KeyboardEvent } from 'react'
import type { Player } from './use-player'

/** Seconds of a skip: short in what is short itself. */
const skipOf = (length: number) => (length < 30 ? 1 : 5)

/** What keys do while something in the player has the focus. Buttons and the slider keep the keys that are theirs. */
export function playerKeys(player: Player, fullScreen?: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isButton = event.target instanceof Element && event.target.closest('button') !== null
    const acts: Record<string, (() => void) | undefined> = {
      ' ': isButton ? undefined : player.toggle,
      k: player.toggle,
      ArrowLeft: () => player.skip(-skipOf(player.length)),
      ArrowRight: () => player.skip(skipOf(player.length)),
      m: player.toggleMuted,
      l: player.toggleLoop,
      f: fullScreen,
    }
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
