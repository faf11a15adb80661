'use client'

import dynamic from 'next/dynamic'
import { persistent } from '@/components/http/persistent'
import type { BoardView, ResultView } from '@/lib/gallery/schema'
import type { JobView } from '@/lib/jobs/schema'

const ToolDialog = dynamic(
  persistent(() => import('./tool-dialog').then((part) => part.ToolDialog)),
  { ssr: false },
)
const ShareDialog = dynamic(
  persistent(() => import('@/components/share/share-dialog').then((part) => part.ShareDialog)),
  { ssr: false },
)
const BoardDialog = dynamic(
  persistent(() => import('@/components/boards/board-dialog').then((part) => part.BoardDialog)),
  { ssr: false },
)

export type SelectionDialog = 'board' | 'share' | 'tool'

/** The pictures among some results, for tools. */
export const picturesOf = (results: readonly ResultView[]) =>
  results.map(({ file }) => file).filter(({ kind }) => kind === 'image')

export type SelectionDialogsProps = {
  /** The one that is open. */
  dialog: SelectionDialog | null
  chosen: ResultView[]
  /** Those that the chosen can be added to. */
  boards: BoardView[]
  available: number
  onClose: () => void
  onAdded: (board: BoardView, added: readonly string[]) => void
  onRun: (jobs: readonly JobView[]) => void
}

/** What a selection is asked in: which board, how it is shared, which tool. */
export function SelectionDialogs({
  dialog,
  chosen,
  boards,
  available,
  onClose,
  onAdded,
  onRun,
}: SelectionDialogsProps) {
  const shared = { isOpen: true, onOpenChange: (isOpen: boolean) => !isOpen && onClose() }
  if (dialog === 'board')
    return (
      <BoardDialog {...shared} boards={boards} ids={chosen.map(({ file }) => file.id)} onAdded={onAdded} />
    )
  if (dialog === 'share') return <ShareDialog {...shared} items={chosen.map(({ file }) => file)} />
  if (dialog === 'tool')
    return <ToolDialog {...shared} files={picturesOf(chosen)} available={available} onRun={onRun} />
  return null
}
