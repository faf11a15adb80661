'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Queue } from '@/components/upload/queue'
import type { Thumbs } from '@/components/upload/thumbs'
import { Tile } from '@/components/upload/tile'
import type { TrayItem } from '@/components/upload/tray'

export type TrayTilesProps = {
  items: readonly TrayItem[]
  queue: Queue
  thumbs: Thumbs
  onAdd: () => void
}

/** The tray beside the table, while a job lies on it. */
export function TrayTiles({ items, queue, thumbs, onAdd }: TrayTilesProps) {
  const t = useTranslations('studio')
  return (
    <>
      <div className="mb-3 flex items-center justify-between">
        <h2 className="font-strong text-13 tracking-normal max-desk:text-15">
          {t('picturesTitle')}{' '}
          {items.length > 0 && <span className="font-normal text-ink-3 tabular-nums">{items.length}</span>}
        </h2>
        {items.length > 0 && (
          <button
            type="button"
            onClick={() => queue.remove(items.filter((item) => !item.ask).map((item) => item.id))}
            className="text-12 text-ink-3 hover:text-ink"
          >
            {t('clear')}
          </button>
        )}
      </div>
      <ul className="grid grid-cols-3 gap-2 max-desk:grid-cols-4">
        {items.map((item) => (
          <Tile key={item.id} item={item} thumbs={thumbs} queue={queue} />
        ))}
        <li>
          <button
            type="button"
            aria-label={t('addPictures')}
            onClick={onAdd}
            className="grid aspect-square w-full place-items-center rounded-photo border border-edge border-dashed text-ink-3 hover:text-ink"
          >
            <Plus aria-hidden size={16} strokeWidth={1.6} />
          </button>
        </li>
      </ul>
    </>
  )
}
