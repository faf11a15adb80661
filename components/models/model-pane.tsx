'use client'

import { ArrowLeft } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef } from 'react'
import { persistent } from '@/components/http/persistent'
import { useCredits } from '@/components/jobs/use-jobs'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { ModelCard } from '@/lib/catalog/view'
import type { CreditsView } from '@/lib/jobs/schema'
import { useCard } from './cards'
import type { Mine, MineStore } from './mine'
import { ModelHead } from './model-head'
import type { Place } from './place'
import { runModel } from './run-model'
import { useGiven } from './use-given'
import { reloadModelView, useModelView } from './views'

const loadForm = persistent(() => import('@/components/form/model-form').then((part) => part.ModelForm))
const ModelForm = dynamic(loadForm, { ssr: false, loading: () => <FormGhost /> })
export const preloadForm = () => void loadForm()

/** Where the results of a run appear; on a phone that is below the form. */
export const RUNS_ID = 'models-runs'

export type ModelPaneProps = {
  modelId: string
  place: Place
  userId: string
  credits: CreditsView
  mine: Mine
  store: MineStore
  onGo: (place: Place, how?: 'push' | 'replace') => void
}

/** What the chosen model is and what it is asked. */
export function ModelPane({ modelId, place, userId, credits, mine, store, onGo }: ModelPaneProps) {
  const t = useTranslations('models')
  const locale = useLocale()
  const card = useCard(modelId)
  const { status, value } = useModelView(modelId)
  const view = value?.model
  const balance = useCredits(userId, credits)
  const given = useGiven(view, place, mine.presets, onGo)
  const pane = useRef<HTMLDivElement>(null)

  // Where the list is gone from the screen, the hands go on with what came in its place.
  useEffect(() => {
    const back = pane.current?.querySelector<HTMLElement>('[data-back]')
    if (back?.offsetParent) back.focus({ preventScroll: true })
  }, [])

  const onRun = useCallback(
    async (inputs: Record<string, unknown>[], prices: number[]) => {
      const { jobs, refused } = await runModel(modelId, inputs, prices)
      if (refused?.code === 'price_changed') reloadModelView(locale, modelId)
      const [first] = jobs
      // Who looks at one run sees the next one in its place.
      if (first && place.run) onGo({ ...place, run: jobs.length === 1 ? first.id : undefined })
      if (!refused) {
        const runs = document.getElementById(RUNS_ID)
        if (window.matchMedia('(width < 721px)').matches) runs?.scrollIntoView({ behavior: 'smooth' })
        return null
      }
      const said =
        Object.keys(refused.fields).length > 0 ? refused.fields : { '': refused.message || t('noAnswer') }
      if (jobs.length === 0) return said
      const some = t('someRun', { count: jobs.length, all: inputs.length })
      return { ...said, '': [some, said['']].filter(Boolean).join(' ') }
    },
    [modelId, place, onGo, t, locale],
  )

  const shown: ModelCard | undefined = view ?? card
  const head = (
    <>
      <div className={`px-3 pt-2 ${place.run ? 'min-[1320px]:hidden' : 'wide:hidden'}`}>
        <a
          data-back
          href="/models"
          onClick={(event) => {
            event.preventDefault()
            onGo({ group: place.group })
          }}
          className="link inline-flex min-h-9 items-center gap-2 rounded-control px-2 max-desk:min-h-11"
        >
          <ArrowLeft aria-hidden size={16} strokeWidth={1.6} />
          {t('title')}
        </a>
      </div>
      {shown && (
        <ModelHead
          card={shown}
          view={view?.offered ? view : undefined}
          userId={userId}
          mine={mine}
          store={store}
          onApply={given.give}
        />
      )}
      {given.isLost && (
        <Note kind="warn" role="status" className="mx-5 mt-4 max-desk:mx-4">
          {t('lost')}
        </Note>
      )}
    </>
  )
  return (
    <div ref={pane} className="min-h-0 min-w-0 border-line border-r bg-panel max-desk:border-r-0">
      {view?.offered && !given.isComing ? (
        <ModelForm
          model={view}
          credits={balance}
          initial={given.input}
          files={given.files}
          userId={userId}
          head={head}
          onRun={onRun}
        />
      ) : (
        <div className="h-full overflow-auto">
          {head}
          {status === 'gone' && <p className="px-5 py-4 text-ink-2 max-desk:px-4">{t('gone')}</p>}
          {status === 'failed' && (
            <div className="grid justify-items-start gap-3 px-5 py-4 text-ink-2 max-desk:px-4">
              <p role="alert">{t('noAnswer')}</p>
              <Button onPress={() => reloadModelView(locale, modelId)}>{t('again')}</Button>
            </div>
          )}
          {view && !view.offered && (
            <p className="px-5 py-4 text-ink-2 text-pretty max-desk:px-4">
              {view.barred
                ? t('barredText')
                : view.from === null
                  ? t('noPriceText')
                  : view.retired
                    ? t('retiredText')
                    : t('offText')}
            </p>
          )}
          {(status === 'loading' || (view?.offered && given.isComing)) && <FormGhost />}
        </div>
      )}
    </div>
  )
}

/** Fields to come. */
function FormGhost() {
  return (
    <div aria-hidden="true" className="grid gap-6 px-5 pt-5 max-desk:px-4">
      {['h-24', 'h-16', 'h-9'].map((height) => (
        <span key={height} className="grid gap-2">
          <span className="h-3 w-24 rounded-photo bg-well" />
          <span className={`rounded-control bg-well ${height}`} />
        </span>
      ))}
    </div>
  )
}
