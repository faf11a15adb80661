'use client'

import { CircleAlert, RotateCw, X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { memo, useEffect, useRef, useSyncExternalStore } from 'react'
import { ProgressBar } from '@/components/ui/progress-bar'
import { formatPercent } from '@/lib/format'
import { useProblemWords } from './problem-words'
import type { Queue } from './queue'
import { isLeftOut } from './summary'
import type { Thumbs } from './thumbs'
import type { TrayItem } from './tray'

export type TileProps = {
  item: TrayItem
  thumbs: Thumbs
  /** Itself and not callbacks: a tile is drawn anew only when its own picture changes. */
  queue: Queue
  /** With the name and state below: on the stage, where there is room. */
  hasCaption?: boolean
}

/** A small copy of the picture, made once the tile comes into view. */
function useThumb(item: TrayItem, thumbs: Thumbs) {
  const frame = useRef<HTMLDivElement>(null)
  const url = useSyncExternalStore(
    thumbs.subscribe,
    () => thumbs.get(item.id),
    () => null,
  )
  useEffect(() => {
    if (!frame.current || url) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) thumbs.want(item)
      },
      { rootMargin: '200px' },
    )
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [item, thumbs, url])
  return { frame, url }
}

/** One picture of the tray with its own progress and its own error. */
export const Tile = memo(function Tile({ item, thumbs, queue, hasCaption }: TileProps) {
  const t = useTranslations('studio')
  const locale = useLocale()
  const words = useProblemWords()
  const { frame, url } = useThumb(item, thumbs)
  const out = isLeftOut(item)
  const isSending = item.phase === 'uploading' || item.phase === 'pausing' || item.phase === 'waiting'
  const state = out ? words.short(item) : item.ask ? t('sendingOne') : ''
  return (
    <li className="min-w-0 [contain-intrinsic-size:auto_160px] [content-visibility:auto]">
      <div
        ref={frame}
        data-phase={item.phase}
        className={`relative overflow-hidden rounded-photo bg-well ${hasCaption ? 'aspect-[5/4] max-desk:aspect-square' : 'aspect-square'}`}
      >
        {url && (
          <img
            src={url}
            alt=""
            draggable={false}
            className={`size-full object-cover transition-opacity ${out ? 'opacity-30' : isSending || item.ask ? 'opacity-55' : ''}`}
          />
        )}
        {out && <span className="absolute inset-0 rounded-photo shadow-[inset_0_0_0_1.5px_var(--bad)]" />}
        {isSending && !out && (
          <ProgressBar
            label={t('uploadOf', { name: item.name })}
            value={item.progress}
            className="absolute inset-x-0 bottom-0"
          />
        )}
        {item.problem && (
          <CircleAlert aria-hidden size={20} strokeWidth={1.6} className="absolute inset-0 m-auto text-bad" />
        )}
        {item.phase === 'failed' && !item.problem && (
          <button
            type="button"
            aria-label={t('tryAgain', { name: item.name })}
            onClick={() => queue.retry(item.id)}
            className="absolute inset-0 m-auto grid size-8 place-items-center rounded-pill bg-panel shadow-float max-desk:size-11"
          >
            <RotateCw aria-hidden size={16} strokeWidth={1.6} />
          </button>
        )}
        {!item.ask && (
          <button
            type="button"
            aria-label={t('remove', { name: item.name })}
            onClick={() => queue.remove([item.id])}
            className="absolute top-0 right-0 grid size-7 place-items-center text-white max-desk:size-11 max-desk:place-content-start max-desk:justify-end max-desk:p-1"
          >
            <span className="grid size-5 place-items-center rounded-pill bg-black/60">
              <X aria-hidden size={12} strokeWidth={2} />
            </span>
          </button>
        )}
      </div>
      {hasCaption ? (
        <p className="mt-1 flex gap-1.5 text-12 text-ink-2">
          <span className={`flex-1 truncate ${out ? 'text-ink-3' : ''}`}>{item.name}</span>
          {state && <span className={`shrink-0 ${out ? 'text-bad' : 'text-ink-3'}`}>{state}</span>}
          {!state && isSending && item.progress > 0 && (
            <span className="measured shrink-0 text-ink-3">{formatPercent(locale, item.progress)}</span>
          )}
        </p>
      ) : (
        <p className="sr-only">
          {item.name} {state}
        </p>
      )}
    </li>
  )
})
