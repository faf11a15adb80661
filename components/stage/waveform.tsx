'use client'

import { type RefObject, useEffect, useRef } from 'react'
import WaveSurfer from 'wavesurfer.js'

const HEIGHT = 160

export type WaveformProps = {
  media: RefObject<HTMLMediaElement | null>
  /** Loudness from 0 to 1; null while unknown: then a line. */
  peaks: readonly number[] | null
  /** Seconds. */
  length: number
}

function colours(element: HTMLElement) {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return { waveColor: token('--edge'), progressColor: token('--ink'), cursorColor: token('--ink') }
}

/** A sound drawn as bars, filled as far as it has been played. It only shows; the slider over it takes the hand. */
export function Waveform({ media, peaks, length }: WaveformProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current || !media.current || length <= 0) return
    const element = box.current
    const wave = WaveSurfer.create({
      container: element,
      media: media.current,
      peaks: [peaks ? [...peaks] : [0, 0]],
      duration: length,
      height: HEIGHT,
      barWidth: 2,
      barGap: 2,
      barRadius: 1,
      barMinHeight: 2,
      cursorWidth: 1.5,
      normalize: peaks !== null,
      interact: false,
      hideScrollbar: true,
      ...colours(element),
    })
    // What is drawn on a canvas does not hear of another theme by itself.
    const themes = new MutationObserver(() => wave.setOptions(colours(element)))
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      themes.disconnect()
      wave.destroy()
    }
  }, [media, peaks, length])
  return <div ref={box} aria-hidden="true" style={{ height: HEIGHT }} />
}
