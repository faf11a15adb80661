'use client'

import { FolderPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { FileThumb } from '@/components/stage/file-thumb'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import { BOARD_NAME_MAX } from '@/lib/gallery/bounds'
import type { BoardView } from '@/lib/gallery/schema'
import { addToBoard, createBoard } from './calls'

export type BoardDialogProps = {
  boards: readonly BoardView[]
  ids: readonly string[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** `added` are those that did not lie on it before. */
  onAdded: (board: BoardView, added: readonly string[]) => void
}

/** Puts results on one of the boards, or on a new one. */
export function BoardDialog({ boards, ids, isOpen, onOpenChange, onAdded }: BoardDialogProps) {
  const t = useTranslations('gallery')
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [isBusy, setBusy] = useState(false)

  async function add(board: BoardView) {
    setBusy(true)
    const answer = await addToBoard(board.id, ids)
    setBusy(false)
    if (!answer.ok) return setProblem(answer.message || t('noAnswer'))
    onAdded(board, answer.value.changed)
    onOpenChange(false)
  }
  async function create(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    const answer = await createBoard(name, ids)
    setBusy(false)
    if (!answer.ok) return setProblem(answer.message || t('noAnswer'))
    onAdded(answer.value.board, ids)
    onOpenChange(false)
  }

  return (
    <Dialog title={t('addToBoard')} isOpen={isOpen} onOpenChange={onOpenChange}>
      {boards.length > 0 && (
        <ul className="-mx-2 mb-4">
          {boards.map((board) => (
            <li key={board.id} className="border-line not-first:border-t">
              <button
                type="button"
                disabled={isBusy}
                onClick={() => void add(board)}
                className="flex min-h-12 w-full items-center gap-3 rounded-control px-2 py-1 text-left hover:bg-well"
              >
                {board.cover ? (
                  <FileThumb file={board.cover} className="size-10" />
                ) : (
                  <span className="size-10 rounded-photo bg-well" />
                )}
                <span className="min-w-0 flex-1 truncate font-medium">{board.name}</span>
                <span className="text-12 text-ink-3 tabular-nums">{board.count}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={create} className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t('newBoard')}
            value={name}
            onChange={setName}
            maxLength={BOARD_NAME_MAX}
            error={problem}
          />
        </div>
        <Button type="submit" variant="main" isDisabled={name.trim() === '' || isBusy}>
          <FolderPlus aria-hidden size={16} strokeWidth={1.6} />
          {t('create')}
        </Button>
      </form>
    </Dialog>
  )
}
