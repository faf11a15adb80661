'use client'

import { SquareDashed } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { picturesOf, type Region, regionsOf, textsOf } from './fields'
import { type FieldProps, Frame } from './frame'
import { MediaThumb } from './media-thumb'
import type { RegionsDialogProps } from './regions-dialog'
import { useForm, useItem, useValue } from './use-form'

const load = persistent(() => import('./regions-dialog').then((part) => part.RegionsDialog))

/** Which parts of the given pictures are meant: a line for each picture, marked in a dialog. */
export function RegionsBox({ field, path }: FieldProps) {
  const t = useTranslations('form')
  const { model, store } = useForm()
  const ids = textsOf(useValue(picturesOf(model.fields)?.name ?? ''))
  const all = regionsOf(useValue(path))
  const [dialog, setDialog] = useState<{
    Dialog: ComponentType<RegionsDialogProps>
    id: string
    isOpen: boolean
  }>()
  function put(id: string, regions: readonly Region[]) {
    const { [id]: _, ...others } = all
    const next = regions.length > 0 ? { ...others, [id]: regions } : others
    store.set(path, Object.keys(next).length > 0 ? next : undefined)
  }
  return (
    <Frame field={field} path={path} names="group" aside={!field.required && t('optional')}>
      {ids.length === 0 ? (
        <p className="text-12 text-ink-3">{t('regions.noPictures')}</p>
      ) : (
        <ul className="grid gap-1">
          {ids.map((id) => (
            <PictureLine
              key={id}
              id={id}
              count={all[id]?.length ?? 0}
              onOpen={() => void load().then((Dialog) => setDialog({ Dialog, id, isOpen: true }))}
            />
          ))}
        </ul>
      )}
      {dialog && (
        <dialog.Dialog
          id={dialog.id}
          regions={all[dialog.id] ?? []}
          isOpen={dialog.isOpen}
          onOpenChange={(isOpen) => setDialog({ ...dialog, isOpen })}
          onChange={(regions) => put(dialog.id, regions)}
        />
      )}
    </Frame>
  )
}

function PictureLine({ id, count, onOpen }: { id: string; count: number; onOpen: () => void }) {
  const t = useTranslations('form')
  const item = useItem(id)
  if (!item) return null
  return (
    <li>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={load}
        onFocus={load}
        onClick={onOpen}
        className="flex w-full items-center gap-3 rounded-control border border-line p-1 pr-3 text-left hover:bg-well"
      >
        <span className="size-10 shrink-0 overflow-hidden rounded-photo bg-well">
          <MediaThumb item={item} isDim={false} />
        </span>
        <span className="min-w-0 flex-1 truncate">
          {t('regions.ofPicture', { name: item.name || t('unnamed'), count })}
        </span>
        <SquareDashed aria-hidden size={16} strokeWidth={1.6} className="shrink-0 text-ink-3" />
      </button>
    </li>
  )
}
