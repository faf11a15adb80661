'use client'

import { useEffect, useRef, useState } from 'react'
import type { FileView } from '@/lib/files/schema'
import { MediaProblem } from './media-problem'
import { peaksFor } from './peaks'
import { PlayerBar, Seek } from './player-bar'
import { playerKeys } from './player-keys'
import { usePlayer } from './use-player'
import { Waveform } from './waveform'

export type SoundStageProps = { file: FileView; name: string }

function usePeaks(file: FileView): readonly number[] | null {
  const [peaks, setPeaks] = useState<readonly number[] | null>(null)
  useEffect(() => {
    let isGone = false
    void peaksFor(file).then((found) => {
      if (!isGone) setPeaks(found)
    })
    return () => {
      isGone = true
    }
  }, [file])
  return peaks
}

/** A sound in a player of our own, with its waveform. Fills its parent. */
export function SoundStage({ file, name }: SoundStageProps) {
  const audio = useRef<HTMLAudioElement>(null)
  const player = usePlayer(audio, file.durationMs)
  const peaks = usePeaks(file)
  // The server's measure stays the same while the browser makes up its mind.
  const known = (file.durationMs ?? 0) / 1_000
  return (
    <fieldset
      aria-label={name}
      onKeyDown={playerKeys(player)}
      className="on-table grid h-full min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] max-desk:grid-rows-[240px_auto]"
    >
      <div className="relative grid min-h-0 place-items-center px-12 py-2 max-desk:px-6">
        {/* A person's own sound: nobody has written captions for it. */}
        <audio ref={audio} src={file.url} preload="metadata">
          <track kind="captions" />
        </audio>
        <div className="wave relative w-full max-w-[960px]">
          <Waveform media={audio} peaks={peaks} length={known || player.length} />
          <Seek player={player} over />
        </div>
        {player.isBroken && <MediaProblem onRetry={player.reload} />}
      </div>
      <PlayerBar player={player} />
    </fieldset>
  )
}
