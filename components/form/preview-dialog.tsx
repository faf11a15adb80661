'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/components/ui/dialog'
import { useFactsWords } from './media-facts'
import { useItem } from './use-form'
import { useSource } from './use-source'

export type PreviewDialogProps = { id: string; isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

/** A chosen file in full: to look at or to listen to before it is sent. */
export function PreviewDialog({ id, isOpen, onOpenChange }: PreviewDialogProps) {
  const t = useTranslations('form')
  const factsWords = useFactsWords()
  const item = useItem(id)
  const source = useSource(item)
  if (!item) return null
  const name = item.name || t('unnamed')
  const frame = 'mx-auto block max-h-[60dvh] max-w-full rounded-photo'
  return (
    <Dialog title={name} isOpen={isOpen} onOpenChange={onOpenChange}>
      {source && item.kind === 'image' && <img src={source} alt={name} className={`${frame} checker`} />}
      {source && item.kind === 'video' && <FilmPlayer source={source} name={name} className={frame} />}
      {source && item.kind === 'audio' && <SoundPlayer source={source} name={name} />}
      <p className="measured mt-3 text-ink-3">{factsWords(item)}</p>
    </Dialog>
  )
}

function FilmPlayer({ source, name, className }: { source: string; name: string; className: string }) {
  return (
    <video src={source} controls playsInline aria-label={name} className={className}>
      <track kind="captions" />
    </video>
  )
}

function SoundPlayer({ source, name }: { source: string; name: string }) {
  return (
    <audio src={source} controls aria-label={name} className="w-full">
      <track kind="captions" />
    </audio>
  )
}
