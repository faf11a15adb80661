'use client'

import {
  ArrowLeft,
  ArrowRight,
  Download,
  FolderPlus,
  FolderX,
  ImageUp,
  RotateCcw,
  Share2,
  Star,
  Trash2,
  WandSparkles,
  X,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button, IconButton } from '@/components/ui/button'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

export type SelectionBarProps = {
  count: number
  isInTrash: boolean
  isOnBoard: boolean
  /** A picture is among them, so there is a tool for it. */
  hasTools: boolean
  onClear: () => void
  onFavourite: () => void
  onBoard: () => void
  onOffBoard: () => void
  /** Of a board: one place towards its beginning, or its end. */
  onStep: (by: -1 | 1) => void
  onShare: () => void
  /** Of a board: the one chosen result becomes its cover. */
  onCover: (() => void) | null
  onTool: () => void
  onTrash: () => void
  onRestore: () => void
  onDelete: () => void
  onZip: () => void
}

/** What can be done with the chosen results. */
export function SelectionBar(props: SelectionBarProps) {
  const t = useTranslations('gallery')
  const act = (name: string, sign: ReactNode, onPress: () => void) => (
    <Button variant="quiet" aria-label={name} onPress={onPress} className="px-2 max-desk:w-11 max-desk:px-0">
      {sign}
      <span className="max-wide:hidden">{name}</span>
    </Button>
  )
  return (
    <div
      role="toolbar"
      aria-label={t('selection')}
      className="-translate-x-1/2 absolute bottom-6 left-1/2 z-20 flex items-center gap-1 whitespace-nowrap rounded-panel bg-panel p-1.5 shadow-float max-desk:fixed max-desk:right-2.5 max-desk:bottom-[calc(74px+env(safe-area-inset-bottom))] max-desk:left-2.5 max-desk:translate-x-0 max-desk:flex-wrap max-desk:justify-end max-desk:gap-0"
    >
      <IconButton aria-label={t('clear')} onPress={props.onClear}>
        <X {...icon} />
      </IconButton>
      <span role="status" className="px-1 font-strong tabular-nums max-desk:flex-1">
        <span className="max-desk:hidden">{t('chosen', { count: props.count })}</span>
        <span className="desk:hidden">{props.count}</span>
      </span>
      <span className="mx-1 h-5 border-line border-l max-desk:hidden" />
      {props.isInTrash ? (
        <>
          {act(t('restore'), <RotateCcw {...icon} />, props.onRestore)}
          <Button variant="bad" onPress={props.onDelete}>
            <Trash2 {...icon} />
            {t('deleteNow')}
          </Button>
        </>
      ) : (
        <>
          {act(t('favourite'), <Star {...icon} />, props.onFavourite)}
          {act(t('addToBoard'), <FolderPlus {...icon} />, props.onBoard)}
          {props.isOnBoard && (
            <span className="flex desk:hidden">
              {act(t('earlier'), <ArrowLeft {...icon} />, () => props.onStep(-1))}
              {act(t('later'), <ArrowRight {...icon} />, () => props.onStep(1))}
            </span>
          )}
          {props.isOnBoard && act(t('offBoard'), <FolderX {...icon} />, props.onOffBoard)}
          {props.isOnBoard && props.onCover && act(t('makeCover'), <ImageUp {...icon} />, props.onCover)}
          {act(t('share'), <Share2 {...icon} />, props.onShare)}
          {props.hasTools && act(t('runTool'), <WandSparkles {...icon} />, props.onTool)}
          <IconButton aria-label={t('toTrash')} onPress={props.onTrash}>
            <Trash2 {...icon} />
          </IconButton>
          <Button variant="ink" onPress={props.onZip}>
            <Download {...icon} />
            <span className="max-desk:hidden">{t('downloadZip')}</span>
            <span className="desk:hidden">{t('zip')}</span>
          </Button>
        </>
      )}
    </div>
  )
}
