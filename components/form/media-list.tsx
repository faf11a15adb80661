'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { mediaKind } from '@/lib/catalog/input/media'
import type { FieldView } from '@/lib/catalog/view'
import { isOut } from './media-item'
import { MediaRow } from './media-row'
import { MediaTile } from './media-tile'
import type { PreviewDialogProps } from './preview-dialog'
import { useForm, useItem } from './use-form'
import { useProblemWords } from './use-problem-words'
import { useReorder } from './use-reorder'

const loadPreview = persistent(() => import('./preview-dialog').then((part) => part.PreviewDialog))

export type MediaListProps = {
  field: FieldView
  ids: readonly string[]
  isSingle: boolean
  onOrder: (ids: string[]) => void
  onRemove: (id: string) => void
  /** Null: no more fit. */
  onAdd: (() => void) | null
}

/** The chosen files: one, or sounds, as rows that say what they are; several pictures or films as tiles. */
export function MediaList({ field, ids, isSingle, onOrder, onRemove, onAdd }: MediaListProps) {
  const t = useTranslations('form')
  const { desk } = useForm()
  const [moved, setMoved] = useState('')
  const [preview, setPreview] = useState<{
    Dialog: ComponentType<PreviewDialogProps>
    id: string
    isOpen: boolean
  }>()
  const kind = mediaKind(field.type) ?? 'image'
  const nameOf = (id: string) => desk.get(id)?.name || t('unnamed')
  const reorder = useReorder(ids, onOrder, (id, place) =>
    setMoved(t('movedTo', { name: nameOf(id), place: place + 1, count: ids.length })),
  )
  const look = (id: string) => void loadPreview().then((Dialog) => setPreview({ Dialog, id, isOpen: true }))
  const hasRows = isSingle || kind === 'audio'
  const Entry = hasRows ? MediaRow : MediaTile
  return (
    <>
      <ul
        data-reorder-list
        aria-label={field.label}
        className={
          hasRows
            ? 'grid gap-1'
            : 'grid grid-cols-[repeat(auto-fill,minmax(56px,1fr))] gap-2 max-desk:grid-cols-[repeat(auto-fill,minmax(72px,1fr))]'
        }
      >
        {ids.map((id, index) => (
          <Entry
            key={id}
            id={id}
            field={field}
            place={ids.length > 1 ? { index, count: ids.length } : null}
            reorder={reorder}
            onLook={look}
            onRemove={onRemove}
          />
        ))}
        {onAdd && (
          <li>
            <button
              type="button"
              aria-label={t(`add.${kind}`)}
              onClick={onAdd}
              className={`grid w-full place-items-center rounded-photo border border-edge border-dashed text-ink-3 hover:text-ink ${hasRows ? 'h-9 max-desk:h-11' : 'aspect-square'}`}
            >
              <Plus aria-hidden size={16} strokeWidth={1.6} />
            </button>
          </li>
        )}
      </ul>
      <Problems field={field} ids={ids} hasRows={hasRows} />
      <p role="status" className="sr-only">
        {moved}
      </p>
      {preview && (
        <preview.Dialog
          id={preview.id}
          isOpen={preview.isOpen}
          onOpenChange={(isOpen) => setPreview({ ...preview, isOpen })}
        />
      )}
    </>
  )
}

/** Tiles have no room for words: what is wrong with which stands below them. */
function Problems({ field, ids, hasRows }: Pick<MediaListProps, 'field' | 'ids'> & { hasRows: boolean }) {
  return hasRows ? null : (
    <ul className="mt-1.5 grid gap-1 text-12 empty:hidden max-desk:text-[13px]">
      {ids.map((id) => (
        <TileProblem key={id} id={id} field={field} />
      ))}
    </ul>
  )
}

function TileProblem({ id, field }: { id: string; field: FieldView }) {
  const t = useTranslations('form')
  const words = useProblemWords()
  const item = useItem(id)
  if (!item || !isOut(item)) return null
  return (
    <li className="text-bad break-words">
      {t('because', { name: item.name || t('unnamed'), reason: words.ofItem(item, field.label) ?? '' })}
    </li>
  )
}
