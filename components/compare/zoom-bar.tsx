'use client'

import { Maximize, Minimize, Minus, Plus } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type RefObject, useEffect, useState } from 'react'
import type { Zoom, ZoomState } from '@/components/compare/zoom'
import { Button, IconButton } from '@/components/ui/button'
import { formatPercent } from '@/lib/format'

/** Fills the screen with a part of the page, or leaves it as it was. A browser that cannot (iPhones') does nothing. */
export function toggleFullScreen(area: HTMLElement | null) {
  if (document.fullscreenElement) void document.exitFullscreen()
  else if (document.fullscreenEnabled) void area?.requestFullscreen()
}

export type ZoomBarProps = {
  state: ZoomState
  controls: RefObject<Zoom | null>
  /** What goes full screen. */
  area: RefObject<HTMLElement | null>
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

/** Smaller, how large, larger, whole, 1:1, full screen. */
export function ZoomBar({ state, controls, area }: ZoomBarProps) {
  const t = useTranslations('compare')
  const locale = useLocale()
  const [isFull, setFull] = useState(false)

  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])

  return (
    <fieldset aria-label={t('zoom')} className="ml-auto flex items-center gap-0.5">
      <IconButton
        aria-label={t('smaller')}
        isDisabled={!state.canZoomOut}
        onPress={() => controls.current?.step(-1)}
      >
        <Minus {...icon} />
      </IconButton>
      <output className="measured w-11 text-center text-ink-2">
        {formatPercent(locale, state.zoom * 100)}
      </output>
      <IconButton
        aria-label={t('larger')}
        isDisabled={!state.canZoomIn}
        onPress={() => controls.current?.step(1)}
      >
        <Plus {...icon} />
      </IconButton>
      <Button variant="quiet" className="max-desk:hidden" onPress={() => controls.current?.whole()}>
        {t('fit')}
      </Button>
      <Button
        variant="quiet"
        className="max-desk:hidden"
        aria-label={t('actual')}
        onPress={() => controls.current?.actual()}
      >
        1:1
      </Button>
      <IconButton
        aria-label={isFull ? t('leaveFullScreen') : t('fullScreen')}
        onPress={() => toggleFullScreen(area.current)}
      >
        {isFull ? <Minimize {...icon} /> : <Maximize {...icon} />}
      </IconButton>
    </fieldset>
  )
}
