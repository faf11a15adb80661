'use client'

import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { jobStore, older } from '@/components/jobs/live'
import { getJob } from '@/components/jobs/requests'
import { useJobActions } from '@/components/jobs/use-job-actions'
import { useJobWords } from '@/components/jobs/use-job-words'
import { useJobs } from '@/components/jobs/use-jobs'
import { useZone } from '@/components/jobs/use-zone'
import { FollowOn } from '@/components/stage/follow-on'
import { JobStage } from '@/components/stage/job-stage'
import { Button, IconButton } from '@/components/ui/button'
import { toCredits, toThousandths } from '@/lib/credits/amount'
import { formatCredits, formatMoment } from '@/lib/format'
import type { CreditsView, JobView } from '@/lib/jobs/schema'
import { useCard, useCards } from './cards'
import { RUNS_ID } from './model-pane'
import { type Place, placeHref } from './place'
import { RunGrid } from './run-grid'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

export type RunsProps = {
  modelId: string
  place: Place
  userId: string
  credits: CreditsView
  onGo: (place: Place, how?: 'push' | 'replace') => void
}

/** A job that is not among those that are here is asked for. */
function useRun(id: string | undefined, jobs: readonly JobView[]): JobView | undefined {
  const found = id ? jobs.find((job) => job.id === id) : undefined
  const isMissing = id !== undefined && !found
  useEffect(() => {
    if (!isMissing || !id) return
    void getJob(id).then((answer) => {
      if (answer.ok) jobStore.apply(answer.value.job)
    })
  }, [id, isMissing])
  return found
}

/** What was pressed is gone when a run opens or closes: the hands go on with what came in its place. */
function useFollow(section: RefObject<HTMLElement | null>, run: string | undefined) {
  const before = useRef(run)
  useEffect(() => {
    const last = before.current
    before.current = run
    if (Boolean(last) === Boolean(run) || document.activeElement !== document.body) return
    const next = section.current?.querySelector<HTMLElement>(run ? '[data-back]' : `[data-run="${last}"]`)
    next?.focus({ preventScroll: true })
  }, [section, run])
}

/** What this model made for this person, the newest first; one of them large. */
export function Runs({ modelId, place, userId, credits, onGo }: RunsProps) {
  const t = useTranslations('models')
  const state = useJobs(userId)
  const { models } = useCards()
  const card = useCard(modelId)
  const wordsOf = useJobWords(models)
  const jobs = useMemo(
    () => state.jobs.filter(({ model, status }) => model === modelId && status !== 'canceled'),
    [state.jobs, modelId],
  )
  const chosen = useRun(place.run, state.jobs)
  const more = useSyncExternalStore(older.subscribe, older.state, () => 'end' as const)
  const available = (state.credits ?? credits).available
  const show = useCallback((job: JobView) => onGo({ ...place, model: job.model, run: job.id }), [place, onGo])
  const actions = useJobActions(show)
  const at = jobs.findIndex(({ id }) => id === chosen?.id)
  const placeOf = (job: JobView): Place => ({ ...place, run: job.id })
  const section = useRef<HTMLElement>(null)
  useFollow(section, chosen?.id)

  return (
    <section
      ref={section}
      id={RUNS_ID}
      aria-label={t('runs')}
      className="on-table grid min-h-0 min-w-0 grid-rows-[48px_minmax(0,1fr)] max-desk:scroll-mt-2 max-desk:grid-rows-[auto_minmax(0,1fr)]"
    >
      {chosen ? (
        <div className="flex items-center gap-1 px-3 max-desk:py-1">
          <Button variant="quiet" data-back="" onPress={() => onGo({ ...place, run: undefined })}>
            <ArrowLeft {...icon} />
            {t('allRuns')}
          </Button>
          <span className="flex-1" />
          <IconButton
            aria-label={t('newer')}
            isDisabled={at <= 0}
            onPress={() => onGo(placeOf(jobs[at - 1] as JobView), 'replace')}
          >
            <ChevronLeft {...icon} />
          </IconButton>
          <IconButton
            aria-label={t('older')}
            isDisabled={at < 0 || at >= jobs.length - 1}
            onPress={() => onGo(placeOf(jobs[at + 1] as JobView), 'replace')}
          >
            <ChevronRight {...icon} />
          </IconButton>
        </div>
      ) : (
        <Head jobs={jobs} isLoaded={state.loaded} />
      )}
      {chosen ? (
        <div className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto]">
          <div className="min-h-0">
            <JobStage
              job={chosen}
              words={wordsOf(chosen)}
              model={models.find(({ id }) => id === chosen.model)}
              available={available}
              clockOffset={state.clockOffset}
              actions={actions}
              hasLink
            />
          </div>
          {actions.problem && (
            <p
              role="alert"
              className="mx-6 mb-2 rounded-control bg-bad-wash p-3 text-12 text-ink-2 max-desk:mx-4"
            >
              {actions.problem}
            </p>
          )}
          {chosen.status === 'done' && (
            <div className="flex flex-wrap justify-end gap-2 px-6 pb-3 max-desk:bg-ground max-desk:px-4">
              <FollowOn job={chosen} available={available} actions={actions} />
            </div>
          )}
        </div>
      ) : (
        <div className="min-h-0 desk:overflow-auto">
          <RunGrid
            jobs={jobs}
            wordsOf={wordsOf}
            clockOffset={state.clockOffset}
            hrefOf={(job) => placeHref(placeOf(job))}
            onChoose={(job) => onGo(placeOf(job))}
            title={card?.title ?? modelId}
            isLoaded={state.loaded}
          />
          {more !== 'end' && state.loaded && (
            <div className="grid justify-items-center p-4">
              <Button variant="quiet" isPending={more === 'loading'} onPress={() => void older.load()}>
                {more === 'loading' ? t('looking') : t('lookBack')}
              </Button>
            </div>
          )}
        </div>
      )}
    </section>
  )
}

/** How many, of when the last is, and what they cost. */
function Head({ jobs, isLoaded }: { jobs: readonly JobView[]; isLoaded: boolean }) {
  const t = useTranslations('models')
  const locale = useLocale()
  const zone = useZone()
  const [last] = jobs
  const paid = jobs.reduce((sum, job) => sum + (job.status === 'done' ? toThousandths(job.price) : 0), 0)
  const credits = toCredits(paid)
  return (
    <div className="flex min-w-0 items-baseline gap-3 self-center px-6 max-desk:px-4 max-desk:pt-4 max-desk:pb-1">
      <h2 className="shrink-0 font-strong text-13 tracking-normal max-desk:text-15">
        {isLoaded ? t('runsCount', { count: jobs.length }) : t('runs')}
      </h2>
      {last && (
        <p className="truncate text-12 text-ink-3 tabular-nums max-desk:text-[13px]">
          {t('lastRun', { when: formatMoment(locale, last.createdAt, zone, Date.now()) })}
          {paid > 0 && ` · ${t('credits', { count: credits, figure: formatCredits(locale, credits) })}`}
        </p>
      )}
    </div>
  )
}
