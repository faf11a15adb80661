'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { PresetView } from '@/lib/models/schema'
import { reloadCards, useCards } from './cards'
import { GroupNav } from './group-nav'
import type { GroupId, Own } from './groups'
import { type Line, ModelList, type ModelListHandle } from './model-list'
import type { Place } from './place'
import { SearchField } from './search-field'
import { useFound } from './use-found'

export type BrowserProps = {
  place: Place
  own: Own
  presets: readonly PresetView[]
  onGo: (place: Place, how?: 'push' | 'replace') => void
  onNear: (modelId: string) => void
}

/** The models in two columns: groups, and what is in the chosen one. On a phone one below the other. */
export function Browser({ place, own, presets, onGo, onNear }: BrowserProps) {
  const t = useTranslations('models')
  const locale = useLocale()
  const { status } = useCards()
  const [query, setQuery] = useState('')
  const { lines, counts, services, hidden, retired } = useFound({ place, own, presets }, query)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<ModelListHandle>(null)
  const box = useRef<HTMLDivElement>(null)
  const { model, group } = place
  /** The preset that was opened last: the address forgets it once its settings are on the form. */
  const [picked, setPicked] = useState<string>()

  const [carried, drop] = useCarried(place, onGo)

  function find(next: string) {
    // Who begins to type looks everywhere; a group chosen afterwards narrows it down.
    if (query === '' && next !== '' && group !== 'all') onGo({ group: 'all', model }, 'replace')
    if (box.current) box.current.scrollTop = 0
    setQuery(next)
  }
  const choose = useCallback(
    (next: GroupId) => {
      if (box.current) box.current.scrollTop = 0
      onGo({ group: next, model })
    },
    [onGo, model],
  )
  const placeOf = useCallback(
    (line: Line): Place =>
      line.kind === 'model'
        ? { group, model: line.id, ...carried }
        : { group, model: line.preset.model, preset: line.id },
    [group, carried],
  )
  const away = place.run ? 'max-[1320px]:hidden' : model ? 'max-wide:hidden' : ''
  const isEmpty = status === 'ready' && lines.length === 0
  return (
    <>
      <div
        className={`flex min-h-0 flex-col overflow-auto border-line border-r bg-ground p-3 pt-4 max-desk:overflow-visible max-desk:border-r-0 max-desk:px-4 max-desk:pt-3 max-desk:pb-2 ${away}`}
      >
        <SearchField
          field={field}
          query={query}
          onChange={find}
          onDown={() => list.current?.focus(0)}
          onEnter={() => list.current?.open(0)}
          onLeave={() => list.current?.focus(-1)}
        />
        <GroupNav chosen={group} counts={counts} onChoose={choose} />
      </div>
      <section
        aria-label={t('list')}
        className={`flex min-h-0 min-w-0 flex-col border-line border-r bg-panel max-desk:border-r-0 ${away}`}
      >
        <div className="flex h-12 shrink-0 items-center gap-2 px-4 max-desk:h-11">
          <h2 className="min-w-0 flex-1 truncate font-strong text-13 tracking-normal max-desk:text-15">
            {query.trim() === '' ? t(`groups.${group}`) : t('found')}{' '}
            <span role="status" className="font-normal text-ink-3 tabular-nums">
              {status === 'ready' ? lines.length : null}
            </span>
          </h2>
          {group !== 'presets' && <span className="text-12 text-ink-3">{t('creditsFrom')}</span>}
        </div>
        {(carried.file || carried.job) && group !== 'presets' && (
          <p className="mx-4 mb-2 rounded-control bg-mark-wash px-3 py-2 text-12 text-pretty">
            {carried.file ? t('withFile') : t('withJob')}{' '}
            <button type="button" onClick={drop} className="link font-medium">
              {t('without')}
            </button>
          </p>
        )}
        <div ref={box} className="min-h-0 flex-1 [contain:layout] desk:overflow-auto">
          {status === 'loading' && <GhostRows />}
          {status === 'failed' && (
            <div className="grid justify-items-start gap-3 px-4 text-ink-2">
              <p role="alert">{t('noAnswer')}</p>
              <Button onPress={() => reloadCards(locale)}>{t('again')}</Button>
            </div>
          )}
          <ModelList
            ref={list}
            label={t(`groups.${group}`)}
            lines={lines}
            chosen={group === 'presets' ? picked : model}
            favourites={own.favourites}
            placeOf={placeOf}
            onOpen={(next) => {
              setPicked(next.preset)
              onGo(next)
            }}
            onNear={onNear}
            onAbove={() => field.current?.focus()}
          />
          {isEmpty && query.trim() !== '' && services.length === 0 && (
            <p className="px-4 py-2 text-ink-2 text-pretty">{t('none', { query: query.trim() })}</p>
          )}
          {isEmpty &&
            query.trim() === '' &&
            (group === 'favourites' || group === 'lately' || group === 'presets') && (
              <p className="px-4 py-2 text-ink-2 text-pretty">{t(`empty.${group}`)}</p>
            )}
          {services.map(({ name }) => (
            <p key={name} className="grid h-13 content-center px-4 max-desk:h-16">
              <span className="truncate font-medium text-ink-2">{name}</span>
              <span className="truncate text-12 text-ink-3 max-desk:text-[13px]">{t('notYet')}</span>
            </p>
          ))}
          {(hidden > 0 || retired.isOn) && group !== 'presets' && (
            <p className="px-4 pt-3 pb-4 text-12 text-ink-3 max-desk:text-[13px]">
              <button type="button" onClick={retired.toggle} className="link text-left">
                {retired.isOn ? t('hideRetired') : t('showRetired', { count: hidden })}
              </button>
            </p>
          )}
        </div>
      </section>
    </>
  )
}

const nothing: Carried = {}
type Carried = Pick<Place, 'file' | 'job'>

/** A file or a job that goes into the form of each model that is opened, until it is let go. */
function useCarried({ group, model, file, job }: Place, onGo: BrowserProps['onGo']): [Carried, () => void] {
  const [carried, setCarried] = useState(nothing)
  useEffect(() => {
    // With a model in the address it is meant for that model alone.
    if (!model && (file || job)) setCarried({ file, job })
  }, [model, file, job])
  function drop() {
    setCarried(nothing)
    if (!model) onGo({ group }, 'replace')
  }
  return [carried, drop]
}

/** Rows to come. */
function GhostRows() {
  return (
    <div aria-hidden="true" className="px-4">
      {['w-2/5', 'w-3/5', 'w-1/2', 'w-2/3', 'w-1/3', 'w-7/12', 'w-5/12', 'w-3/4'].map((width) => (
        <div key={width} className="grid h-13 content-center gap-2 max-desk:h-16">
          <span className={`h-2.5 rounded-photo bg-well ${width}`} />
          <span className="h-2 w-3/4 rounded-photo bg-well opacity-60" />
        </div>
      ))}
    </div>
  )
}
