'use client'

import { AudioLines, Check, Film } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Photo } from '@/components/ui/photo'
import type { MediaKind } from '@/lib/catalog/schema'
import type { FileView } from '@/lib/files/schema'
import { useFactsWords } from './media-facts'
import { useDoneJobs } from './use-done-jobs'

export type ResultsDialogProps = {
  kind: MediaKind
  /** How many more files the field takes. */
  room: number
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onTake: (files: FileView[]) => void
}

const signs = { image: null, video: Film, audio: AudioLines }

/** One's own results of the right kind, newest first, to be used again as they lie on the server. */
export function ResultsDialog({ kind, room, isOpen, onOpenChange, onTake }: ResultsDialogProps) {
  const t = useTranslations('form')
  const factsWords = useFactsWords()
  const [chosen, setChosen] = useState<readonly FileView[]>([])
  const done = useDoneJobs(isOpen)
  const files = done.jobs.flatMap((job) => job.outputs.filter((file) => file.kind === kind))
  const Sign = signs[kind]
  function toggle(file: FileView) {
    const isChosen = chosen.some(({ id }) => id === file.id)
    if (isChosen) setChosen(chosen.filter(({ id }) => id !== file.id))
    else if (room === 1) setChosen([file])
    else if (chosen.length < room) setChosen([...chosen, file])
  }
  function close(isStillOpen: boolean) {
    if (!isStillOpen) setChosen([])
    onOpenChange(isStillOpen)
  }
  return (
    <Dialog
      title={t('results.title')}
      isOpen={isOpen}
      onOpenChange={close}
      footer={
        <Button
          variant="main"
          isDisabled={chosen.length === 0}
          onPress={() => {
            onTake([...chosen])
            close(false)
          }}
        >
          {t('results.take', { count: chosen.length })}
        </Button>
      }
    >
      <ul
        aria-label={t('results.title')}
        className="grid grid-cols-[repeat(auto-fill,minmax(96px,1fr))] gap-2"
      >
        {files.map((file) => {
          const order = chosen.findIndex(({ id }) => id === file.id)
          const isChosen = order >= 0
          return (
            <li key={file.id}>
              <label
                title={`${file.name}\n${factsWords(file)}`}
                className={`relative block cursor-pointer rounded-photo has-focus-visible:outline-2 has-focus-visible:outline-mark has-focus-visible:outline-offset-2 ${isChosen ? 'shadow-[0_0_0_2px_var(--mark)]' : ''}`}
              >
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={!isChosen && room > 1 && chosen.length >= room}
                  onChange={() => toggle(file)}
                  aria-label={t('results.one', { name: file.name, facts: factsWords(file) })}
                  className="absolute inset-0 z-10 m-0 cursor-pointer appearance-none opacity-0"
                />
                {file.thumbUrl || !Sign ? (
                  <Photo
                    src={file.thumbUrl}
                    width={file.width}
                    height={file.height}
                    placeholder={file.placeholder}
                    alt=""
                    fit="contain"
                    className="aspect-square w-full"
                  />
                ) : (
                  <span className="grid aspect-square place-items-center rounded-photo bg-well p-2 text-ink-3">
                    <Sign aria-hidden size={20} strokeWidth={1.6} />
                  </span>
                )}
                {isChosen && (
                  <span className="absolute top-1 right-1 grid size-5 place-items-center rounded-pill bg-mark text-11 text-on-mark tabular-nums">
                    {room === 1 ? <Check aria-hidden size={12} strokeWidth={2.4} /> : order + 1}
                  </span>
                )}
              </label>
              {kind !== 'image' && <p className="mt-1 truncate text-12 text-ink-3">{file.name}</p>}
            </li>
          )
        })}
      </ul>
      <p role="status" className="mt-2 text-12 text-ink-3 empty:hidden">
        {done.isLoading
          ? t('results.loading')
          : done.isFailed
            ? t('noAnswer')
            : files.length === 0 && !done.hasMore
              ? t(`results.none.${kind}`)
              : null}
      </p>
      {(done.hasMore || done.isFailed) && !done.isLoading && (
        <Button variant="quiet" onPress={done.more} className="mt-2">
          {done.isFailed ? t('again') : t('results.older')}
        </Button>
      )}
    </Dialog>
  )
}
