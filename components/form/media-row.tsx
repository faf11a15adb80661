'use client'

import { GripVertical, RotateCw, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useFactsWords } from './media-facts'
import { isBusy, isOut } from './media-item'
import { MediaThumb } from './media-thumb'
import type { MediaEntryProps } from './media-tile'
import { useForm, useItem } from './use-form'
import { useProblemWords } from './use-problem-words'

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.8 } as const
const small =
  'grid size-8 shrink-0 place-items-center rounded-control text-ink-3 hover:bg-well hover:text-ink max-desk:size-11'

/** One file as a row: a small picture, its name, what was measured. */
export const MediaRow = memo(function MediaRow({
  id,
  field,
  place,
  reorder,
  onLook,
  onRemove,
}: MediaEntryProps) {
  const t = useTranslations('form')
  const { desk } = useForm()
  const factsWords = useFactsWords()
  const words = useProblemWords()
  const item = useItem(id)
  if (!item) return null
  const name = item.name || t('unnamed')
  const out = isOut(item)
  const isSending = isBusy(item)
  const wrong = words.ofItem(item, field.label)
  return (
    <li
      data-reorder={id}
      data-phase={item.phase}
      className={`relative flex items-center gap-3 rounded-control border bg-panel p-1 ${out ? 'border-bad' : 'border-line'} ${reorder.dragged === id ? 'opacity-60 outline-2 outline-mark' : ''}`}
    >
      <button
        type="button"
        aria-label={t('look', { name })}
        onClick={() => onLook(id)}
        className={`relative shrink-0 overflow-hidden rounded-photo bg-well ${item.kind === 'audio' ? 'size-9' : 'size-14'}`}
      >
        <MediaThumb item={item} isDim={out || isSending} />
        <span className="photo-edge pointer-events-none absolute inset-0 rounded-photo" />
      </button>
      <span className="min-w-0 flex-1 py-1">
        <span className="block truncate">{name}</span>
        <span
          className={`block text-12 ${wrong ? 'text-bad text-pretty' : 'truncate text-ink-3 tabular-nums'}`}
        >
          {wrong ?? (isSending ? t('sendingFile') : factsWords(item))}
        </span>
      </span>
      {item.phase === 'failed' && (
        <button
          type="button"
          aria-label={t('tryAgain', { name })}
          onClick={() => desk.retry(id)}
          className={small}
        >
          <RotateCw {...icon} />
        </button>
      )}
      {place && (
        <button
          type="button"
          {...reorder.handle(id)}
          aria-label={t('tile', { name, place: place.index + 1, count: place.count })}
          aria-description={t('howToMove')}
          className={`${small} -mr-2 cursor-grab touch-none active:cursor-grabbing`}
        >
          <GripVertical {...icon} />
        </button>
      )}
      <button
        type="button"
        aria-label={t('takeAway', { name })}
        onClick={() => onRemove(id)}
        className={small}
      >
        <X {...icon} />
      </button>
      {isSending && (
        <ProgressBar
          label={t('uploadOf', { name })}
          value={item.progress}
          className="absolute inset-x-0 bottom-0 rounded-b-control"
        />
      )}
    </li>
  )
})
