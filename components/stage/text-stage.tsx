'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import type { FileView } from '@/lib/files/schema'
import { CopyWords } from './copy-words'
import { Structure } from './structure'
import { type Result, resultOf } from './text-parts'

/** More than this is not drawn: the file can be downloaded (characters). */
const LONGEST = 200_000

type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'there'; text: string }

function useText(url: string) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isGone = false
    const settle = (next: Loaded) => {
      if (!isGone) setLoaded(next)
    }
    // A browser keeps what it fetched once; a failure it asks for anew.
    fetch(url, attempt > 0 ? { cache: 'reload' } : {})
      .then((answer) => (answer.ok ? answer.text() : null))
      .then(
        (text) => settle(text === null ? { state: 'failed' } : { state: 'there', text }),
        () => settle({ state: 'failed' }),
      )
    return () => {
      isGone = true
    }
  }, [url, attempt])
  return { loaded, retry: () => setAttempt(attempt + 1) }
}

type View = 'read' | 'parts' | 'json'

/** What scrolls takes the focus, so that keys scroll it, too. */
function scrolledByKeys(element: HTMLElement | null) {
  if (element) element.tabIndex = 0
}

/** The ways to look at a result; one alone needs no switch. */
const viewsOf = (result: Result): View[] => {
  if (result.kind === 'prose') return ['read']
  return result.prose === null ? ['parts', 'json'] : ['read', 'parts', 'json']
}

export type TextStageProps = { file: FileView; name: string }

/** A text or a structured result on a sheet of its own: to read, to copy. Fills its parent. */
export function TextStage({ file, name }: TextStageProps) {
  const t = useTranslations('stage')
  const { loaded, retry } = useText(file.url)
  const [wished, setWished] = useState<View | null>(null)
  if (loaded.state !== 'there') {
    return (
      <div
        role="status"
        className="on-table grid h-full min-h-40 place-content-center justify-items-center gap-3 p-4"
      >
        <p className="text-ink-3">{loaded.state === 'failed' ? t('text.failed') : t('text.loading')}</p>
        {loaded.state === 'failed' && <Button onPress={retry}>{t('again')}</Button>}
      </div>
    )
  }
  const result = resultOf(loaded.text, file.mime)
  const views = viewsOf(result)
  const view = views.find((one) => one === wished) ?? views[0]
  const prose = result.kind === 'prose' ? result.text : result.prose
  const shown = view === 'read' ? (prose ?? '') : result.kind === 'structure' ? result.json : ''
  return (
    <div className="on-table grid h-full min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto] max-desk:grid-rows-[auto_auto]">
      <div className="grid min-h-0 px-6 py-2 max-desk:px-4">
        <section
          ref={scrolledByKeys}
          aria-label={name}
          className="mx-auto max-h-full min-h-0 w-full max-w-[760px] self-center overflow-auto rounded-photo bg-panel px-10 py-8 shadow-print max-desk:max-h-[60dvh] max-desk:px-5 max-desk:py-5"
        >
          {view === 'read' && (
            <p className="whitespace-pre-wrap break-words text-15">{shown.slice(0, LONGEST)}</p>
          )}
          {view === 'parts' && result.kind === 'structure' && <Structure part={result.part} />}
          {view === 'json' && (
            <pre className="measured whitespace-pre-wrap break-words leading-5">
              {shown.slice(0, LONGEST)}
            </pre>
          )}
          {shown.length > LONGEST && <p className="mt-4 text-12 text-ink-3">{t('text.more')}</p>}
        </section>
      </div>
      <div className="flex min-h-[52px] flex-wrap items-center gap-2 px-6 pb-1 max-desk:px-2">
        {views.length > 1 && view && (
          <Segmented
            label={t('text.view')}
            value={view}
            onChange={setWished}
            segments={views.map((id) => ({ id, label: t(`text.views.${id}`) }))}
          />
        )}
        <span className="flex-1" />
        <CopyWords text={shown} />
      </div>
    </div>
  )
}
