'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { addToBoard, changeBoard, deleteBoard, moveOnBoard, removeFromBoard } from '@/components/boards/calls'
import type { BoardView, ResultView } from '@/lib/gallery/schema'
import type { Page } from './anchor'
import { type Move, stepped } from './board-order'
import type { GalleryStore } from './gallery-store'
import type { useNotice } from './use-notice'

type Parts = {
  store: GalleryStore
  page: Page
  board: BoardView | undefined
  notice: Pick<ReturnType<typeof useNotice>, 'show' | 'begin'>
  /** Boards have changed. */
  reload: () => Promise<void>
  onLeave: () => void
}

const idsOf = (results: readonly ResultView[]) => results.map(({ file }) => file.id)

/** What can be done with results of a board, and with the board itself. */
export function useBoardActs({ store, page, board, notice: { show, begin }, reload, onLeave }: Parts) {
  const t = useTranslations('gallery')
  const last = useRef<Promise<unknown>>(Promise.resolve())

  /** One after the other: a move names a neighbour, which the move before it may have moved. */
  function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const answer = last.current.then(ask, ask)
    last.current = answer
    return answer
  }

  async function move(asked: Move | null) {
    if (!board || !asked) return
    const { results, before } = asked
    store.move(results, before)
    const answer = await inTurn(() => moveOnBoard(board.id, idsOf(results), before))
    if (!answer.ok) {
      show({ text: answer.message || t('noAnswer') })
      void store.reload()
    }
    void reload()
  }
  return {
    move,
    /** By one place, with the keys. */
    step: (results: readonly ResultView[], by: -1 | 1) => void move(stepped(page.laid, results, by)),
    async takeOff(results: readonly ResultView[]) {
      if (!board) return
      const ids = idsOf(results)
      const isLast = begin()
      const gone = new Set(ids)
      store.change((one) => (gone.has(one.file.id) ? null : one))
      const answer = await inTurn(() => removeFromBoard(board.id, ids))
      if (!answer.ok) {
        show({ text: answer.message || t('noAnswer') })
        return store.reload()
      }
      void reload()
      if (!isLast()) return
      show({
        text: t('tookOff', { count: ids.length, board: board.name }),
        undo: () =>
          void inTurn(() => addToBoard(board.id, ids)).then(() => {
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
        later: () => deleteBoard(board.id).then(reload),
      })
    },
  }
}
