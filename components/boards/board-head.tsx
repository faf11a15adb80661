'use client'

import { Download, Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ShareButton } from '@/components/share/share-button'
import { Button, IconButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { TextField } from '@/components/ui/text-field'
import { BOARD_NAME_MAX } from '@/lib/gallery/bounds'
import type { BoardView } from '@/lib/gallery/schema'
import { changeBoard } from './calls'

export type BoardHeadProps = {
  board: BoardView
  onChanged: (board: BoardView) => void
  onDelete: () => void
}

/** A board's name over its results, and what can be done with it as a whole. */
export function BoardHead({ board, onChanged, onDelete }: BoardHeadProps) {
  const t = useTranslations('gallery')
  const [name, setName] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | undefined>()

  async function rename(event: FormEvent) {
    event.preventDefault()
    const answer = await changeBoard(board.id, { name: name ?? '' })
    if (!answer.ok) return setProblem(answer.message || t('noAnswer'))
    onChanged(answer.value.board)
    setName(null)
  }
  return (
    <div className="flex min-w-0 items-center gap-2 px-6 pt-3 max-desk:flex-wrap max-desk:px-4">
      <h1 className="flex min-w-0 items-baseline gap-2 font-strong text-18 max-desk:w-full">
        <span className="truncate">{board.name}</span>
        <span className="font-normal text-12 text-ink-3 tabular-nums">{board.count}</span>
      </h1>
      <span className="flex-1 max-desk:hidden" />
      {board.count > 1 && <p className="text-12 text-ink-3 max-wide:hidden">{t('orderHint')}</p>}
      {board.count > 0 && (
        <ShareButton
          items={[]}
          boardId={board.id}
          boardCount={board.count}
          variant="quiet"
          className="max-desk:-ml-3"
        />
      )}
      {board.count > 0 && (
        <LinkButton href={`/api/gallery/zip?board=${board.id}`} download variant="quiet">
          <Download aria-hidden size={16} strokeWidth={1.6} />
          {t('downloadZip')}
        </LinkButton>
      )}
      <Menu
        label={board.name}
        trigger={
          <IconButton aria-label={t('boardMenu')}>
            <Ellipsis aria-hidden size={16} strokeWidth={1.6} />
          </IconButton>
        }
      >
        <MenuItem id="rename" text={t('rename')} onAction={() => setName(board.name)} />
        <MenuItem id="delete" text={t('deleteBoard')} isBad onAction={onDelete} />
      </Menu>
      <Dialog title={t('rename')} isOpen={name !== null} onOpenChange={(isOpen) => !isOpen && setName(null)}>
        <form onSubmit={rename} className="grid gap-4">
          <TextField
            label={t('boardName')}
            value={name ?? ''}
            onChange={setName}
            maxLength={BOARD_NAME_MAX}
            error={problem}
          />
          <Button type="submit" variant="main" isDisabled={!name?.trim()}>
            {t('save')}
          </Button>
        </form>
      </Dialog>
    </div>
  )
}
