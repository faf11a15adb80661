'use client'

import { useZone } from './use-zone'
import './jobs.css'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo, useSyncExternalStore } from 'react'
import { Collection } from 'react-aria-components/Collection'
import {
  GridList,
  GridListHeader,
  GridListLoadMoreItem,
  GridListSection,
} from 'react-aria-components/GridList'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import { useCards } from '@/components/models/cards'
import { formatCredits, formatDate } from '@/lib/format'
import { dayOf, groupJobs, placesInLine } from './groups'
import { JobRow } from './job-row'
import type { JobsState } from './job-store'
import { ListHead } from './list-head'
import { older } from './live'
import type { JobActions } from './use-job-actions'
import { useJobWords } from './use-job-words'
import { useMedia } from './use-media'

const DAY = 86_400_000

export type JobListProps = {
  state: JobsState
  chosen: string | null
  onChoose: (id: string) => void
  actions: JobActions
}

function GroupHead({ day, sum }: { day: string; sum: number }) {
  const t = useTranslations('jobs')
  const locale = useLocale()
  const timeZone = useZone()
  const now = Date.now()
  const isYesterday = day === dayOf(now - DAY, timeZone)
  const far = isYesterday ? t('yesterday') : formatDate(locale, `${day}T12:00:00Z`, 'UTC', now)
  return (
    <>
      <span>{day === dayOf(now, timeZone) ? t('today') : far}</span>
      <span className="tabular-nums">{t('credits', { count: sum, figure: formatCredits(locale, sum) })}</span>
    </>
  )
}

/** Rows to come, for the moment before the first word and for those who have none yet. */
function GhostRows() {
  return (
    <div aria-hidden="true" className="px-4">
      {['', 'opacity-70', 'opacity-40'].map((fade) => (
        <div key={fade} className={`flex h-14 items-center gap-3 ${fade}`}>
          <span className="size-10 rounded-photo bg-well" />
          <span className="h-2 w-3/5 rounded-photo bg-well" />
        </div>
      ))}
    </div>
  )
}

/** The live list. Only what is on screen is drawn; arrow keys move, Enter and Space choose. */
export function JobList({ state, chosen, onChoose, actions }: JobListProps) {
  const t = useTranslations('jobs')
  const timeZone = useZone()
  const { models } = useCards()
  const wordsOf = useJobWords(models)
  const isPhone = useMedia('(width < 721px)')
  const more = useSyncExternalStore(older.subscribe, older.state, () => 'end' as const)
  const { jobs, counts, clockOffset } = state
  const groups = useMemo(() => groupJobs(jobs, timeZone), [jobs, timeZone])
  const places = useMemo(() => placesInLine(jobs, counts.queued), [jobs, counts.queued])
  const dependencies = [places, clockOffset, actions, wordsOf]
  const rowSize = isPhone ? 64 : 56
  return (
    <>
      <ListHead state={state} />
      {actions.problem && (
        <p role="alert" className="mx-4 mb-2 rounded-control bg-bad-wash p-3 text-12 text-ink-2">
          {actions.problem}
        </p>
      )}
      {jobs.length === 0 && (
        <>
          <GhostRows />
          {state.loaded && <p className="px-4 pt-3 text-ink-2 text-pretty">{t('empty')}</p>}
        </>
      )}
      {jobs.length > 0 && (
        <Virtualizer
          key={rowSize}
          layout={ListLayout}
          layoutOptions={{ rowSize, headingSize: 32, loaderSize: 40 }}
        >
          <GridList
            aria-label={t('title')}
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={chosen ? [chosen] : []}
            onSelectionChange={(keys) => {
              if (keys === 'all') return
              const [key] = keys
              if (key !== undefined) onChoose(String(key))
            }}
            className="block min-h-0 outline-none desk:flex-1 desk:overflow-auto"
          >
            <Collection items={groups} dependencies={dependencies}>
              {(group) => (
                <GridListSection id={group.id} aria-label={group.day === null ? t('open') : undefined}>
                  {group.day !== null && (
                    <GridListHeader className="flex h-8 items-end justify-between px-4 pb-1 text-12 text-ink-3 max-desk:text-[13px]">
                      <GroupHead day={group.day} sum={group.sum} />
                    </GridListHeader>
                  )}
                  <Collection items={group.jobs} dependencies={dependencies}>
                    {(job) => (
                      <JobRow
                        job={job}
                        words={wordsOf(job, places.get(job.id))}
                        clockOffset={clockOffset}
                        actions={actions}
                      />
                    )}
                  </Collection>
                </GridListSection>
              )}
            </Collection>
            {more !== 'end' && (
              <GridListLoadMoreItem
                onLoadMore={older.load}
                isLoading={more === 'loading'}
                className="grid h-10 place-items-center text-12 text-ink-3"
              >
                {t('loading')}
              </GridListLoadMoreItem>
            )}
          </GridList>
        </Virtualizer>
      )}
    </>
  )
}
