'use client'

import { useTranslations } from 'next-intl'
import { BoardHead } from '@/components/boards/board-head'
import type { BoardView } from '@/lib/gallery/schema'
import { FilterBar, type FilterBarProps } from './filter-bar'
import { TrashHead } from './trash-head'

export type GalleryHeadProps = FilterBarProps & {
  /** The board that is looked at. */
  board: BoardView | undefined
  trashDays: number
  /** A board or the trash, which has a head of its own. */
  isWhole: boolean
  onEmpty: (() => void) | null
  onBoardChanged: (board: BoardView) => void
  onDeleteBoard: () => void
}

/** What stands above the results: the filters, and what is said of a board or of the trash. */
export function GalleryHead(props: GalleryHeadProps) {
  const { board, trashDays, isWhole, onEmpty, onBoardChanged, onDeleteBoard, ...bar } = props
  const t = useTranslations('gallery')
  return (
    <>
      <div className="col-span-2 min-w-0">
        <FilterBar {...bar} />
      </div>
      <div className={isWhole ? 'col-span-2 min-w-0 pb-3' : 'col-span-2 min-w-0'}>
        {bar.place.trash && <TrashHead days={trashDays} onEmpty={onEmpty} />}
        {board && (
          <BoardHead key={board.id} board={board} onChanged={onBoardChanged} onDelete={onDeleteBoard} />
        )}
        {!isWhole && <h1 className="sr-only">{t('title')}</h1>}
      </div>
    </>
  )
}
