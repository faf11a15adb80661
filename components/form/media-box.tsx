'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { pastedPictures } from '@/components/upload/use-intake'
import { limitsOf, mediaKind } from '@/lib/catalog/input/media'
import type { FileView } from '@/lib/files/schema'
import { isMany, textsOf } from './fields'
import { type FieldProps, Frame } from './frame'
import { MediaList } from './media-list'
import type { ResultsDialogProps } from './results-dialog'
import { useError, useForm, useFormState, useValue } from './use-form'
import { useLimitsWords } from './use-limits-words'

const loadResults = persistent(() => import('./results-dialog').then((part) => part.ResultsDialog))
const canPaste = () => typeof navigator.clipboard?.read === 'function'

/** A batch is run in one go; more than this is a slip of the hand. */
const BATCH = 200

/** Pictures, films or sounds: from the computer, the clipboard, by dropping, or from one's own results. */
export function MediaBox({ field, path, isBatch = false }: FieldProps & { isBatch?: boolean }) {
  const t = useTranslations('form')
  const { store, desk, intakes } = useForm()
  const limitsWords = useLimitsWords()
  const chooser = useRef<HTMLInputElement>(null)
  const ids = textsOf(useValue(path))
  const error = useError(path)
  const isOver = useFormState(({ over }) => over === path)
  const [said, setSaid] = useState<string | null>(null)
  const [results, setResults] = useState<{ Dialog: ComponentType<ResultsDialogProps>; isOpen: boolean }>()
  const kind = mediaKind(field.type) ?? 'image'
  const limits = limitsOf(field)
  const max = isMany(field.type) ? field.maxItems : isBatch ? BATCH : 1
  const isSingle = max === 1
  const room = max === undefined ? Number.POSITIVE_INFINITY : max - ids.length
  const put = (next: readonly string[]) => store.set(path, next.length > 0 ? next : undefined)

  /** New files go behind the others; in a field for one, the new one takes the old one's place. */
  function include(count: number, make: (count: number) => string[]) {
    const now = textsOf(store.get(path))
    const free = max === undefined ? count : isSingle ? 1 : Math.max(0, max - now.length)
    setSaid(count > free ? t('onlySoMany', { max: max ?? 0 }) : null)
    const added = make(Math.min(count, free))
    if (added.length === 0) return
    if (isSingle) desk.remove(now)
    put(isSingle ? added : [...now, ...added])
  }
  const take = (files: readonly File[]) =>
    include(files.length, (count) => desk.add(files.slice(0, count), kind, limits))
  const adopt = (views: readonly FileView[]) =>
    include(views.length, (count) =>
      views.slice(0, count).map((view) => desk.adopt({ fileId: view.id, view }, kind, limits)),
    )

  const takeLatest = useRef(take)
  useEffect(() => {
    takeLatest.current = take
    intakes.set(path, {
      kind,
      hasRoom: () => isSingle || room > 0,
      take: (files) => takeLatest.current(files),
    })
  })
  useEffect(() => () => void intakes.delete(path), [intakes, path])

  async function paste() {
    const files = await pastedPictures(t('pastedName'))
    setSaid(files?.length ? null : t('pasteNothing'))
    if (files?.length) take(files)
  }
  async function openResults() {
    setResults({ Dialog: results?.Dialog ?? (await loadResults()), isOpen: true })
  }
  const aside = isBatch
    ? t('eachOneRun')
    : [!field.required && t('optional'), !isSingle && max !== undefined && t('upTo', { max })]
        .filter(Boolean)
        .join(', ')
  const link = 'link text-12 max-desk:min-h-9 max-desk:text-[14px]'
  return (
    <Frame field={field} path={path} names="group" aside={aside}>
      <div data-intake={path} className="relative">
        <input
          ref={chooser}
          type="file"
          hidden
          multiple={!isSingle}
          accept={limits.accept.join(',')}
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])])
            // The same file may be chosen again.
            event.currentTarget.value = ''
          }}
        />
        {ids.length > 0 ? (
          <MediaList
            field={field}
            ids={ids}
            isSingle={isSingle}
            onOrder={put}
            onRemove={(id) => {
              put(textsOf(store.get(path)).filter((one) => one !== id))
              desk.remove([id])
            }}
            onAdd={room > 0 && !isSingle ? () => chooser.current?.click() : null}
          />
        ) : (
          <button
            type="button"
            aria-label={t(`add.${kind}`)}
            onClick={() => chooser.current?.click()}
            className={`flex w-full items-center gap-3 rounded-control border border-dashed px-3 text-left text-ink-3 hover:text-ink max-desk:min-h-16 ${field.required ? 'min-h-20' : 'min-h-14'} ${error ? 'border-bad' : 'border-edge'}`}
          >
            <Plus aria-hidden size={16} strokeWidth={1.6} className="shrink-0" />
            <span className="min-w-0 py-2">
              <span className="block text-ink-2 max-desk:hidden">{t('dropOrChoose')}</span>
              <span className="block text-ink-2 desk:hidden">{t(`add.${kind}`)}</span>
              <span className="block text-12 text-pretty">{limitsWords(limits)}</span>
            </span>
          </button>
        )}
        {isOver && (
          <div className="marks pointer-events-none absolute inset-1 grid place-items-center bg-mark-wash [--mk:var(--mark)]">
            <span className="font-medium text-mark-ink">{t('letGo')}</span>
          </div>
        )}
      </div>
      {(isSingle || room > 0) && (
        <p className="mt-1.5 flex gap-4">
          {kind === 'image' && canPaste() && (
            <button type="button" onClick={() => void paste()} className={`${link} max-desk:hidden`}>
              {t('paste')}
            </button>
          )}
          <button
            type="button"
            onPointerEnter={loadResults}
            onFocus={loadResults}
            onClick={() => void openResults()}
            className={link}
          >
            {t('fromResults')}
          </button>
        </p>
      )}
      <p role="status" className="mt-1.5 text-12 text-warn empty:hidden">
        {said}
      </p>
      {results && (
        <results.Dialog
          kind={kind}
          room={isSingle ? 1 : room}
          isOpen={results.isOpen}
          onOpenChange={(isOpen) => setResults({ ...results, isOpen })}
          onTake={adopt}
        />
      )}
    </Frame>
  )
}
