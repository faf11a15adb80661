'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { Segmented } from '@/components/ui/segmented'
import { sendFile } from '@/components/upload/send'
import { pictureTypes } from '@/lib/files/bounds'
import type { Background, Recipe } from '@/lib/finish/schema'
import { ColourBox } from './colour-box'
import type { Change } from './history'
import { Section } from './section'
import { Slide } from './slide'

const ResultsDialog = dynamic(
  persistent(() => import('@/components/form/results-dialog').then((part) => part.ResultsDialog)),
  { ssr: false },
)

const colours = ['#ffffff', '#f4f1ec', '#e6ddd0', '#d9c3b8', '#c9d3cd', '#c5cfd8', '#2a2b2d']
const kinds = ['none', 'colour', 'gradient', 'picture'] as const
const DEGREES = 359

const firsts: Record<Exclude<Background['kind'], 'picture'>, Background> = {
  none: { kind: 'none' },
  colour: { kind: 'colour', colour: '#ffffff' },
  gradient: { kind: 'gradient', from: '#ffffff', to: '#d9dde0', angle: 180 },
}

export type BackgroundSectionProps = { recipe: Recipe; change: Change }

/** What lies behind the subject. */
export function BackgroundSection({ recipe: { background }, change }: BackgroundSectionProps) {
  const t = useTranslations('finish')
  // Asked for, but no picture chosen yet: nothing has changed so far.
  const [isAsking, setAsking] = useState(false)
  const put = (what: string, next: Background) => change(`background ${what}`, { background: next })
  const shown = isAsking ? 'picture' : background.kind
  return (
    <Section
      title={t('background.title')}
      choice={
        <Segmented
          label={t('background.title')}
          value={shown}
          segments={kinds.map((id) => ({ id, label: t(`background.${id}`) }))}
          onChange={(kind) => {
            setAsking(kind === 'picture')
            if (kind !== 'picture') put('kind', firsts[kind])
          }}
        />
      }
    >
      {shown === 'colour' && background.kind === 'colour' && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <div className="flex">
            {colours.map((colour) => (
              <button
                key={colour}
                type="button"
                aria-label={colour.toUpperCase()}
                aria-pressed={background.colour === colour}
                onClick={() => put('colour', { kind: 'colour', colour })}
                className="grid size-7 place-items-center max-desk:size-10"
              >
                <span
                  className={`size-5.5 rounded-pill shadow-[inset_0_0_0_1px_var(--edge)] max-desk:size-7 ${background.colour === colour ? 'outline-2 outline-mark outline-offset-2' : ''}`}
                  style={{ background: colour }}
                />
              </button>
            ))}
          </div>
          <ColourBox
            label={t('background.colour')}
            value={background.colour}
            onChange={(colour) => put('colour', { kind: 'colour', colour })}
          />
        </div>
      )}
      {shown === 'gradient' && background.kind === 'gradient' && (
        <>
          <div className="flex flex-wrap gap-2">
            <ColourBox
              label={t('background.from')}
              value={background.from}
              onChange={(from) => put('from', { ...background, from })}
            />
            <ColourBox
              label={t('background.to')}
              value={background.to}
              onChange={(to) => put('to', { ...background, to })}
            />
          </div>
          <Slide
            label={t('background.angle')}
            value={background.angle}
            min={0}
            max={DEGREES}
            figure={`${background.angle}°`}
            onChange={(angle) => put('angle', { ...background, angle })}
          />
        </>
      )}
      {shown === 'picture' && (
        <PictureChoice
          onChoose={(fileId) => {
            setAsking(false)
            put('picture', { kind: 'picture', fileId })
          }}
        />
      )}
    </Section>
  )
}

function PictureChoice({ onChoose }: { onChoose: (fileId: string) => void }) {
  const t = useTranslations('finish')
  const input = useRef<HTMLInputElement>(null)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isOpen, setOpen] = useState<boolean | null>(null)

  async function upload(file: File | undefined) {
    if (!file) return
    setSending(true)
    setProblem(null)
    const answer = await sendFile(file, { onProgress: () => undefined, signal: new AbortController().signal })
    setSending(false)
    if (answer.ok && answer.value.file.kind === 'image') onChoose(answer.value.file.id)
    else setProblem((!answer.ok && answer.message) || t('noAnswer'))
  }

  return (
    <>
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept={pictureTypes.join(',')}
          aria-label={t('background.upload')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void upload(event.currentTarget.files?.[0])}
        />
        <Button isPending={isSending} onPress={() => input.current?.click()}>
          {isSending ? t('background.sending') : t('background.upload')}
        </Button>
        <Button onPress={() => setOpen(true)}>{t('background.results')}</Button>
      </div>
      {problem && (
        <Note kind="bad" role="alert">
          {problem}
        </Note>
      )}
      {isOpen !== null && (
        <ResultsDialog
          kind="image"
          room={1}
          isOpen={isOpen}
          onOpenChange={setOpen}
          onTake={([file]) => file && onChoose(file.id)}
        />
      )}
    </>
  )
}
