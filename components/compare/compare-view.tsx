'use client'

import { Columns2, Contrast, Eye, SquareSplitHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Backdrop, backdropStyle, firstBackdrop } from '@/components/compare/backdrop'
import { ComparePane } from '@/components/compare/compare-pane'
import { CompareSlider } from '@/components/compare/compare-slider'
import { CompareStack } from '@/components/compare/compare-stack'
import { useHold, useLetter } from '@/components/compare/hold'
import { finer, haveOneShape, type Picture } from '@/components/compare/picture'
import type { Zoom, ZoomState } from '@/components/compare/zoom'
import { toggleFullScreen, ZoomBar } from '@/components/compare/zoom-bar'
import { ZoomStage } from '@/components/compare/zoom-stage'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'

export type CompareViewProps = {
  /** Null: the other picture is shown alone. */
  before: Picture | null
  after: Picture
  /** What the pictures show, for screen readers. */
  name?: string | undefined
  /** On the pictures; else "Before" and "After". */
  labels?: { before: string; after: string } | undefined
  /** The after-picture is known to have see-through parts. Others are found out when they arrive. */
  isCutout: boolean
  /** In the bar: before the zoom. */
  tools?: ReactNode
}

type Mode = 'slider' | 'side' | 'hold' | 'difference'
const strengths = ['1', '4', '16'] as const
type Strength = (typeof strengths)[number]

const whole: ZoomState = { zoom: 1, isFit: true, canZoomIn: true, canZoomOut: false }
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const
/** As it was left, for the next pair. */
let lastMode: Mode = 'slider'
let lastBackdrop = firstBackdrop

/**
 * One picture or two, to look at closely: slider or side by side, zoom and pan in step, backdrop. Fills its parent, which
 * has a height; on a phone it has one of its own.
 */
export function CompareView({ before, after, name, labels, isCutout, tools }: CompareViewProps) {
  const t = useTranslations('compare')
  const area = useRef<HTMLDivElement>(null)
  const controls = useRef<Zoom>(null)
  const [zoom, setZoom] = useState(whole)
  const [wished, setMode] = useState<Mode | null>(null)
  const [backdrop, setBackdrop] = useState(lastBackdrop)
  const [strength, setStrength] = useState<Strength>('4')
  const [clear, setClear] = useState<readonly string[]>([])
  const onSeeThrough = useCallback((url: string) => setClear((known) => [...known, url]), [])

  const isClear = (picture: Picture) => (isCutout && picture === after) || clear.includes(picture.url)
  const lyingOn = (picture: Picture) => (isClear(picture) ? backdropStyle(backdrop) : undefined)
  const words = labels ?? { before: t('before'), after: t('after') }
  const alt = (side: string) => (name ? `${side}: ${name}` : side)
  const isOneShape = !before || haveOneShape(before, after)
  // Pictures of two shapes do not lie under one line.
  const mode = wished ?? (isOneShape ? lastMode : 'side')
  const isPair = before !== null && mode === 'side'
  const { isHeld, hold } = useHold(area, before !== null && mode === 'hold')
  useLetter(
    'f',
    area,
    useCallback(() => toggleFullScreen(area.current), []),
  )
  const shared = { isClose: !zoom.isFit, onSeeThrough }
  const frame = before && !isOneShape ? finer(before, after) : null
  const pane = (picture: Picture, label?: string) => (
    <ComparePane
      {...shared}
      picture={picture}
      alt={label ? alt(label) : (name ?? '')}
      label={label}
      frame={frame}
      backdrop={lyingOn(picture)}
    />
  )
  return (
    <div
      ref={area}
      className="on-table grid h-full min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] max-desk:h-auto max-desk:grid-rows-[min(80vw,50dvh)_auto]"
    >
      <div className="grid min-h-0 px-6 py-2 max-desk:p-0">
        <ZoomStage
          key={`${before?.url} ${after.url} ${isPair ? 'side' : before ? mode : 'one'}`}
          picture={before ? finer(before, after) : after}
          label={t(before && !isPair ? 'stage' : 'stageKeys')}
          onChange={setZoom}
          controls={controls}
          map={after.previewUrl ?? null}
          panes={
            isPair
              ? [pane(before, words.before), pane(after, words.after)]
              : [
                  before && (mode === 'hold' || mode === 'difference') ? (
                    <CompareStack
                      {...shared}
                      key={mode}
                      before={before}
                      after={after}
                      look={mode}
                      isHeld={isHeld}
                      alts={{
                        before: alt(words.before),
                        after: alt(mode === 'hold' ? words.after : t('modes.difference')),
                      }}
                      label={
                        mode === 'difference' ? t('modes.difference') : isHeld ? words.before : words.after
                      }
                      strength={Number(strength)}
                      backdrop={lyingOn(after)}
                      backdropBefore={lyingOn(before)}
                    />
                  ) : before ? (
                    <CompareSlider
                      {...shared}
                      key="slider"
                      before={before}
                      after={after}
                      name={name}
                      labels={words}
                      backdrop={lyingOn(after)}
                      backdropBefore={lyingOn(before)}
                      className="size-full"
                    />
                  ) : (
                    pane(after)
                  ),
                ]
          }
        />
      </div>
      <div className="flex min-h-[52px] flex-wrap items-center gap-x-3 gap-y-1 px-6 pb-1 max-desk:gap-x-2 max-desk:px-2 max-desk:pt-1">
        {before && (
          <Segmented
            label={t('mode')}
            value={mode}
            onChange={(next) => {
              if (isOneShape) lastMode = next
              setMode(next)
            }}
            segments={[
              {
                id: 'slider',
                label: t('modes.slider'),
                icon: <SquareSplitHorizontal {...icon} />,
                iconOnly: true,
              },
              { id: 'side', label: t('modes.side'), icon: <Columns2 {...icon} />, iconOnly: true },
              { id: 'hold', label: t('modes.hold'), icon: <Eye {...icon} />, iconOnly: true },
              {
                id: 'difference',
                label: t('modes.difference'),
                icon: <Contrast {...icon} />,
                iconOnly: true,
              },
            ]}
          />
        )}
        {before && mode === 'hold' && (
          <Button variant="quiet" onPressStart={() => hold(true)} onPressEnd={() => hold(false)}>
            {t('hold')}
          </Button>
        )}
        {before && mode === 'difference' && (
          <>
            <Segmented
              label={t('strength')}
              value={strength}
              onChange={setStrength}
              segments={strengths.map((id) => ({ id, label: `${id}×` }))}
            />
            <span className="min-w-0 text-12 text-ink-3 max-wide:hidden">{t('explained')}</span>
          </>
        )}
        {mode !== 'difference' && (isClear(after) || (before && isClear(before))) && (
          <Backdrop
            value={backdrop}
            onChange={(next) => {
              lastBackdrop = next
              setBackdrop(next)
            }}
          />
        )}
        {tools}
        <ZoomBar state={zoom} controls={controls} area={area} />
      </div>
    </div>
  )
}
