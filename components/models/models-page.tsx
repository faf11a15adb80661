'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { jobStore } from '@/components/jobs/live'
import type { CreditsView } from '@/lib/jobs/schema'
import { Browser } from './browser'
import { type Mine, useMine } from './mine'
import { ModelPane, preloadForm } from './model-pane'
import type { Place } from './place'
import { Runs } from './runs'
import { go, usePlace } from './use-place'
import { preloadModelView } from './views'
import { Welcome } from './welcome'

export type ModelsPageProps = {
  userId: string
  /** Until the live list brings its own. */
  credits: CreditsView
  mine: Mine
  /** Models of the person's last jobs, as the server knew them. */
  lately: readonly string[]
}

/** Models of this tab's jobs before those that the server knew, each once. */
function useLately(known: readonly string[]): readonly string[] {
  const read = () => {
    const models = jobStore.snapshot().jobs.map(({ model }) => model)
    return [...new Set([...models, ...known])].join(' ')
  }
  // A text, so that a job's progress draws nothing.
  const ids = useSyncExternalStore(jobStore.subscribe, read, () => known.join(' '))
  return useMemo(() => (ids ? ids.split(' ') : []), [ids])
}

/** On a screen too narrow for both, list and form are two steps; the list is found again where it was left. */
function useSteps(model: string | undefined) {
  const left = useRef(0)
  useEffect(() => {
    if (model) return
    const keep = () => {
      left.current = window.scrollY
    }
    window.addEventListener('scroll', keep, { passive: true })
    return () => window.removeEventListener('scroll', keep)
  }, [model])
  useLayoutEffect(() => {
    if (window.matchMedia('(width < 721px)').matches) window.scrollTo(0, model ? 0 : left.current)
  }, [model])
}

/** Groups, list, form, runs. Where they do not fit beside each other, the list steps back: for a form, for a run. */
function columns({ model, run }: Place): string {
  const four = 'min-[1320px]:grid-cols-[200px_296px_372px_minmax(0,1fr)]'
  if (run) return `desk:grid-cols-[348px_minmax(0,1fr)] ${four}`
  const narrow = model ? 'desk:grid-cols-[348px_minmax(0,1fr)]' : 'desk:grid-cols-[184px_minmax(0,1fr)]'
  return `${narrow} wide:grid-cols-[184px_264px_348px_minmax(0,1fr)] ${four}`
}

/** Every model: found on the left, asked in the middle, its runs on the table. */
export function ModelsPage({ userId, credits, mine: initial, lately: known }: ModelsPageProps) {
  const t = useTranslations('models')
  const locale = useLocale()
  const place = usePlace()
  const [mine, store] = useMine(userId, initial)
  const lately = useLately(known)
  const own = useMemo(() => ({ favourites: mine.favourites, lately }), [mine.favourites, lately])
  const page = useRef<HTMLDivElement>(null)
  useSteps(place.model)

  const onGo = useCallback((next: Place, how?: 'push' | 'replace') => go(next, how), [])
  const onNear = useCallback(
    (id: string) => {
      preloadForm()
      preloadModelView(locale, id)
    },
    [locale],
  )

  // Escape goes back one step: from a run to all of them, from the form to the list.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.fullscreenElement) return
      const isInside = event.target === document.body || page.current?.contains(event.target as Node)
      if (!isInside || !place.model) return
      if (place.run) return go({ ...place, run: undefined })
      const row = page.current?.querySelector<HTMLElement>('[data-row][aria-current]')
      if (row?.offsetParent) row.focus()
      else go({ group: place.group })
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [place])

  return (
    <div
      ref={page}
      className={`grid grid-cols-[minmax(0,1fr)] desk:absolute desk:inset-0 desk:grid-rows-[minmax(0,1fr)] ${columns(place)}`}
    >
      <h1 className="sr-only">{t('title')}</h1>
      <Browser place={place} own={own} presets={mine.presets} onGo={onGo} onNear={onNear} />
      {place.model ? (
        <>
          <ModelPane
            key={place.model}
            modelId={place.model}
            place={place}
            userId={userId}
            credits={credits}
            mine={mine}
            store={store}
            onGo={onGo}
          />
          <Runs modelId={place.model} place={place} userId={userId} credits={credits} onGo={onGo} />
        </>
      ) : (
        <Welcome own={own} onGo={onGo} />
      )}
    </div>
  )
}
