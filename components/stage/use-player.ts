'use client'

import { type RefObject, useEffect, useState } from 'react'

export type PlayerState = {
  isPlaying: boolean
  isMuted: boolean
  isLooping: boolean
  /** Seconds. */
  at: number
  length: number
  /** This browser cannot play it, or it did not come. */
  isBroken: boolean
}

/** As it was left, for the next film or sound. */
const left = { isMuted: false, isLooping: false }

/** What a film or a sound is doing, and how to change it. `knownMs` is its length while the media says nothing yet. */
export function usePlayer(media: RefObject<HTMLMediaElement | null>, knownMs: number | null) {
  const known = (knownMs ?? 0) / 1_000
  const [state, setState] = useState<PlayerState>({
    isPlaying: false,
    isMuted: left.isMuted,
    isLooping: left.isLooping,
    at: 0,
    length: known,
    isBroken: false,
  })

  useEffect(() => {
    const element = media.current
    if (!element) return
    const ear = new AbortController()
    let frame = 0
    element.muted = left.isMuted
    element.loop = left.isLooping

    function look() {
      if (!element) return
      setState({
        isPlaying: !element.paused,
        isMuted: element.muted,
        isLooping: element.loop,
        at: element.currentTime,
        // A film cut off or streamed has no length of its own.
        length: Number.isFinite(element.duration) && element.duration > 0 ? element.duration : known,
        isBroken: element.error !== null,
      })
      cancelAnimationFrame(frame)
      if (!element.paused) frame = requestAnimationFrame(look)
    }
    const names = ['play', 'pause', 'ended', 'seeked', 'volumechange', 'durationchange', 'error', 'emptied']
    for (const name of names) element.addEventListener(name, look, { signal: ear.signal })
    look()
    return () => {
      ear.abort()
      cancelAnimationFrame(frame)
    }
  }, [media, known])

  const act = (change: (element: HTMLMediaElement) => void) => () => {
    if (media.current) change(media.current)
  }
  const seek = (seconds: number) =>
    act((element) => {
      const end = Number.isFinite(element.duration) ? element.duration : seconds
      element.currentTime = Math.min(Math.max(0, seconds), end)
      setState((before) => ({ ...before, at: element.currentTime }))
    })()
  return {
    ...state,
    toggle: act((element) => {
      if (element.paused) void element.play().catch(() => undefined)
      else element.pause()
    }),
    toggleMuted: act((element) => {
      left.isMuted = !element.muted
      element.muted = left.isMuted
    }),
    toggleLoop: act((element) => {
      left.isLooping = !element.loop
      element.loop = left.isLooping
      // No event tells of this one.
      setState((before) => ({ ...before, isLooping: left.isLooping }))
    }),
    seek,
    skip: (seconds: number) => seek((media.current?.currentTime ?? 0) + seconds),
    reload: act((element) => element.load()),
  }
}

export type Player = ReturnType<typeof usePlayer>
