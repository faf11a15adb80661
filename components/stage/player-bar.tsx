'use client'

import './player.css'
import { Maximize, Pause, Play, Repeat, Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { CSSProperties, ReactNode } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { formatClock } from '@/lib/format'
import type { Player } from './use-player'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

const clock = (seconds: number) => formatClock(Math.round(seconds * 1_000))

type SeekStyle = CSSProperties & Record<'--p', string>

/** Where in the film or sound: a real slider. `over` lies unseen over a waveform, which shows the place itself. */
export function Seek({ player, over }: { player: Player; over?: boolean }) {
  const t = useTranslations('stage')
  const { at, length } = player
  const style: SeekStyle = { '--p': `${length > 0 ? (Math.min(at, length) / length) * 100 : 0}%` }
  return (
    <input
      type="range"
      aria-label={t('player.position')}
      aria-valuetext={t('player.at', { at: clock(at), length: clock(length) })}
      min={0}
      max={length || 1}
      step="any"
      value={Math.min(at, length || 1)}
      onChange={(event) => player.seek(event.currentTarget.valueAsNumber)}
      className={over ? 'seek-over' : 'seek'}
      style={style}
    />
  )
}

type ToggleProps = {
  label: string
  isOn?: boolean
  onPress: () => void
  children: ReactNode
  className?: string
}

function Toggle({ label, isOn, onPress, children, className = '' }: ToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={onPress}
      className={buttonStyle({
        look: 'quiet',
        size: 'square',
        className: `aria-pressed:bg-well aria-pressed:text-ink ${className}`,
      })}
    >
      {children}
    </button>
  )
}

export type PlayerBarProps = {
  player: Player
  /** A film's: the slider stands in the bar. */
  hasSeek?: boolean
  onFullScreen?: () => void
}

/** Play, place and length, loop, mute, full screen. */
export function PlayerBar({ player, hasSeek, onFullScreen }: PlayerBarProps) {
  const t = useTranslations('stage')
  const { isPlaying, isMuted, isLooping, at, length } = player
  return (
    <div className="flex h-[52px] items-center gap-1 px-6 pb-1 max-desk:h-14 max-desk:px-2">
      <Toggle label={isPlaying ? t('player.pause') : t('player.play')} onPress={player.toggle}>
        {isPlaying ? <Pause {...icon} /> : <Play {...icon} />}
      </Toggle>
      <span className="measured shrink-0 px-1 text-ink-2">
        {clock(at)} <span className="text-ink-3">/ {clock(length)}</span>
      </span>
      <span className="flex min-w-0 flex-1 items-center px-2">{hasSeek && <Seek player={player} />}</span>
      <Toggle label={t('player.loop')} isOn={isLooping} onPress={player.toggleLoop}>
        <Repeat {...icon} />
      </Toggle>
      <Toggle label={t('player.mute')} isOn={isMuted} onPress={player.toggleMuted}>
        {isMuted ? <VolumeX {...icon} /> : <Volume2 {...icon} />}
      </Toggle>
      {onFullScreen && (
        <Toggle label={t('player.fullScreen')} onPress={onFullScreen}>
          <Maximize {...icon} />
        </Toggle>
      )}
    </div>
  )
}
