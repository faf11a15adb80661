'use client'

import { Play } from 'lucide-react'
import { type CSSProperties, useRef } from 'react'
import type { FileView } from '@/lib/files/schema'
import { useFresh } from './derived-store'
import { MediaProblem } from './media-problem'
import { PlayerBar } from './player-bar'
import { playerKeys } from './player-keys'
import { useDerive } from './use-derive'
import { usePlayer } from './use-player'

type Ratio = CSSProperties & Record<'--ratio' | '--most', string>

/** The player goes full screen with its bar; an iPhone lets only the film itself. */
function toggleFullScreen(area: HTMLElement | null, video: HTMLVideoElement | null) {
  if (document.fullscreenElement) return void document.exitFullscreen()
  const phone = video as (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null
  if (area?.requestFullscreen) void area.requestFullscreen().catch(() => undefined)
  else phone?.webkitEnterFullscreen?.()
}

export type FilmStageProps = { file: FileView; name: string }

/** A film in a player of our own, in the place and size that its first picture has. Fills its parent. */
export function FilmStage({ file: given, name }: FilmStageProps) {
  const file = useFresh(given)
  const area = useRef<HTMLFieldSetElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const player = usePlayer(video, file.durationMs)
  const fullScreen = () => toggleFullScreen(area.current, video.current)
  useDerive(file)

  const width = file.width ?? 16
  const height = file.height ?? 9
  const shape: Ratio = { '--ratio': String(width / height), '--most': `${Math.max(width, 320) * 2}px` }
  return (
    <fieldset
      ref={area}
      aria-label={name}
      onKeyDown={playerKeys(player, fullScreen)}
      className="on-table grid h-full min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] max-desk:grid-rows-[min(100vw/var(--ratio),60dvh)_auto]"
      style={shape}
    >
      <div className="grid min-h-0 px-6 py-2 max-desk:p-0">
        <div className="grid size-full min-h-0 place-items-center overflow-hidden [container-type:size]">
          <div className="photo-frame relative aspect-(--ratio) w-[min(100cqw,100cqh*var(--ratio),var(--most))] overflow-hidden rounded-photo bg-well shadow-print">
            {file.placeholder && (
              <img
                src={file.placeholder}
                alt=""
                className="absolute inset-0 size-full scale-110 object-cover blur-md"
              />
            )}
            {/* A person's own film: nobody has written captions for it. */}
            <video
              ref={video}
              src={file.url}
              poster={file.previewUrl ?? undefined}
              width={width}
              height={height}
              preload="metadata"
              playsInline
              tabIndex={-1}
              aria-label={name}
              onClick={player.toggle}
              className="relative block size-full cursor-pointer object-contain"
            >
              <track kind="captions" />
            </video>
            {!player.isPlaying && player.at === 0 && (
              <span aria-hidden="true" className="film-ring">
                <span>
                  <Play size={22} strokeWidth={1.5} className="translate-x-0.5" />
                </span>
              </span>
            )}
            {player.isBroken && <MediaProblem onRetry={player.reload} />}
          </div>
        </div>
      </div>
      <PlayerBar player={player} hasSeek onFullScreen={fullScreen} />
    </fieldset>
  )
}
