'use client'

import { useTranslations } from 'next-intl'
import { addToBoard, changeBoard, deleteBoard, moveOnBoard, removeFromBoard } from '@/components/boards/calls'
import type { BoardView, ResultView } from '@/lib/gallery/schema'
import type { Page } from './anchor'
import type { GalleryStore } from './gallery-store'
import type { useNotice } from './use-notice'
import { findSpot, walk } from './walk'

type Parts = {
  store: GalleryStore
  page: Page
  board: BoardView | undefined
  show: ReturnType<typeof useNotice>['show']
  /** Boards have changed. */
  reload: () => Promise<void>
  onLeave: () => void
}

const idsOf = (results: readonly ResultView[]) => results.map(({ file }) => file.id)

/** What can be done with results of a board, and with the board itself. */
export function useBoardActs({ store, page, board, show, reload, onLeave }: Parts) {
  const t = useTranslations('gallery')

  async function move(results: readonly ResultView[], before: string | null) {
    if (!board || idsOf(results).includes(before ?? '')) return
    store.move(results, before)
    const answer = await moveOnBoard(board.id, idsOf(results), before)
    if (!answer.ok) {
      show({ text: answer.message || t('noAnswer') })
      void store.reload()
    }
    void reload()
  }
  return {
    move,
    /** By one place, with the keys. */
    step(results: readonly ResultView[], by: -1 | 1) {
      const edge = by < 0 ? results[0] : results.at(-1)
      const spot = edge && findSpot(page.laid, edge.file.id)
      const next = spot && walk(page.laid, spot, by < 0 ? 'left' : 'right')
      if (!next) return
      const over = by < 0 ? next : walk(page.laid, next, 'right')
      const line = over && page.laid[over.section]?.lines[over.line]
      const before = line?.kind === 'cells' && over ? line.cells[over.cell]?.result.file.id : undefined
      void move(results, before ?? null)
    },
    async takeOff(results: readonly ResultView[]) {
      if (!board) return
      const ids = idsOf(results)
      const gone = new Set(ids)
      store.change((one) => (gone.has(one.file.id) ? null : one))
      const answer = await removeFromBoard(board.id, ids)
      if (!answer.ok) {
        show({ text: answer.message || t('noAnswer') })
        return store.reload()
      }
      void reload()
      show({
        text: t('tookOff', { count: ids.length, board: board.name }),
        undo: () =>
          void addToBoard(board.id, ids).then(() => {
            void reload()
            return store.reload()
          }),
      })
    },
    noteAdded(to: BoardView, added: readonly string[]) {
      void reload()
      show({
        text: t('added', { count: added.length, board: to.name }),
        ...(added.length > 0
          ? { undo: () => void removeFromBoard(to.id, added).then(() => void reload()) }
          : {}),
      })
    },
    async setCover(one: ResultView) {
      if (!board) return
      const answer = await changeBoard(board.id, { coverId: one.file.id })
      show({ text: answer.ok ? t('covered') : answer.message || t('noAnswer') })
      void reload()
    },
    /** Happens when it can no longer be undone. */
    remove() {
      if (!board) return
      onLeave()
      show({
        text: t('boardDeleted', { board: board.name }),
        undo: () => undefined,
        later: () => void deleteBoard(board.id).then(() => reload()),
      })
    },
  }
}
