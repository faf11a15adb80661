'use client'

import { CircleAlert, RotateCw, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { FieldView } from '@/lib/catalog/view'
import { formatClock } from '@/lib/format'
import { useFactsWords } from './media-facts'
import { isBusy, isOut } from './media-item'
import { MediaThumb } from './media-thumb'
import { useForm, useItem } from './use-form'
import type { Reorder } from './use-reorder'

export type MediaEntryProps = {
  id: string
  field: FieldView
  /** Null: there is only one, and nothing to put in order. */
  place: { index: number; count: number } | null
  reorder: Reorder
  /** Shows the file in full. */
  onLook: (id: string) => void
  onRemove: (id: string) => void
}

/** One file among several, as a square. */
export const MediaTile = memo(function MediaTile({ id, place, reorder, onLook, onRemove }: MediaEntryProps) {
  const t = useTranslations('form')
  const { desk } = useForm()
  const factsWords = useFactsWords()
  const item = useItem(id)
  if (!item) return null
  const name = item.name || t('unnamed')
  const out = isOut(item)
  const isSending = isBusy(item)
  const isDragged = reorder.dragged === id
  return (
    <li
      data-reorder={id}
      data-phase={item.phase}
      className={`relative aspect-square overflow-hidden rounded-photo bg-well ${isDragged ? 'opacity-60 outline-2 outline-mark' : ''}`}
    >
      <button
        type="button"
        {...reorder.handle(id)}
        onClick={() => reorder.isAfterDrag() || onLook(id)}
        title={`${name}\n${factsWords(item)}`}
        aria-label={place ? t('tile', { name, place: place.index + 1, count: place.count }) : name}
        aria-description={place ? t('howToMove') : undefined}
        className={`block size-full touch-manipulation select-none [-webkit-touch-callout:none] ${place ? 'cursor-grab active:cursor-grabbing' : ''}`}
      >
        <MediaThumb item={item} isDim={out || isSending} />
      </button>
      {out && <span className="pointer-events-none absolute inset-0 shadow-[inset_0_0_0_1.5px_var(--bad)]" />}
      {item.phase === 'held' && (
        <CircleAlert
          aria-hidden
          size={18}
          strokeWidth={1.6}
          className="pointer-events-none absolute inset-0 m-auto text-bad"
        />
      )}
      {item.phase === 'failed' && (
        <button
          type="button"
          aria-label={t('tryAgain', { name })}
          onClick={() => desk.retry(id)}
          className="absolute inset-0 m-auto grid size-7 place-items-center rounded-pill bg-panel shadow-float max-desk:size-9"
        >
          <RotateCw aria-hidden size={14} strokeWidth={1.6} />
        </button>
      )}
      {item.durationMs !== null && !out && (
        <span className="pointer-events-none absolute bottom-1 left-1 rounded-[4px] bg-black/60 px-1 font-mono text-11 text-white">
          {formatClock(item.durationMs)}
        </span>
      )}
      {isSending && (
        <ProgressBar
          label={t('uploadOf', { name })}
          value={item.progress}
          className="absolute inset-x-0 bottom-0"
        />
      )}
      <button
        type="button"
        aria-label={t('takeAway', { name })}
        onClick={() => onRemove(id)}
        className="absolute top-0 right-0 grid size-7 place-items-center text-white max-desk:size-9"
      >
        <span className="grid size-5 place-items-center rounded-pill bg-black/60">
          <X aria-hidden size={12} strokeWidth={2} />
        </span>
      </button>
      <span className="photo-edge pointer-events-none absolute inset-0 rounded-photo" />
    </li>
  )
})
