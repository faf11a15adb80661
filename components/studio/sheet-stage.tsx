'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { Queue } from '@/components/upload/queue'
import type { TraySummary } from '@/components/upload/summary'
import type { Thumbs } from '@/components/upload/thumbs'
import { Tile } from '@/components/upload/tile'
import type { TrayItem } from '@/components/upload/tray'

export type SheetStageProps = {
  items: readonly TrayItem[]
  summary: TraySummary
  queue: Queue
  thumbs: Thumbs
  onAdd: () => void
}

/** Few pictures are shown large, many small. */
const tileSize = (count: number) => (count <= 2 ? '320px' : count <= 6 ? '200px' : '132px')

/** The contact sheet: all pictures that wait for the run. */
export function SheetStage({ items, summary, queue, thumbs, onAdd }: SheetStageProps) {
  const t = useTranslations('studio')
  const { ready, uploading, leftOut } = summary
  return (
    <div className="on-table grid h-full min-h-0 grid-rows-[48px_minmax(0,1fr)] max-desk:grid-rows-[auto_minmax(0,1fr)]">
      <div className="flex min-w-0 items-center gap-2 px-6 max-desk:px-4 max-desk:py-2">
        <div className="flex min-w-0 flex-1 items-baseline gap-3 max-desk:block">
          <h1 className="shrink-0 font-strong text-13 tracking-normal max-desk:text-15">
            {t('onTable', { count: items.length })}
          </h1>
          <p role="status" className="text-12 text-ink-3 tabular-nums desk:truncate">
            {t('sheetState', { ready, uploading, leftOut: leftOut.length })}
          </p>
        </div>
        <Button variant="quiet" onPress={onAdd} className="max-desk:hidden">
          <Plus aria-hidden size={16} strokeWidth={1.6} />
          {t('addMore')}
        </Button>
        <Button
          variant="quiet"
          onPress={() => queue.remove(items.filter((item) => !item.ask).map((item) => item.id))}
        >
          {t('clear')}
        </Button>
      </div>
      <ul
        aria-label={t('picturesTitle')}
        style={{ '--tile': tileSize(items.length) } as React.CSSProperties}
        className="grid min-h-0 grid-cols-[repeat(auto-fill,minmax(min(100%,var(--tile)),1fr))] content-start gap-x-3 gap-y-3.5 px-6 pt-1 pb-6 desk:overflow-auto max-desk:grid-cols-3 max-desk:gap-x-2 max-desk:px-4"
      >
        {items.map((item) => (
          <Tile key={item.id} item={item} thumbs={thumbs} queue={queue} hasCaption />
        ))}
      </ul>
    </div>
  )
}
