'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { JobList } from '@/components/jobs/job-list'
import { useJobActions } from '@/components/jobs/use-job-actions'
import { useJobWords } from '@/components/jobs/use-job-words'
import { addPicturesEvent } from '@/components/layout/nav'
import { useCards } from '@/components/models/cards'
import { FollowOn } from '@/components/stage/follow-on'
import { JobStage } from '@/components/stage/job-stage'
import { FileInputs } from '@/components/upload/file-inputs'
import { RunPanel } from '@/components/upload/run-panel'
import { useIntake } from '@/components/upload/use-intake'
import type { CreditsView } from '@/lib/jobs/schema'
import type { Tool } from '@/lib/models/tool'
import { DropOverlay } from './drop-overlay'
import { EmptyStage } from './empty-stage'
import { JobPanel } from './job-panel'
import { SheetStage } from './sheet-stage'
import { Tools } from './tools'
import { TrayTiles } from './tray-tiles'
import { useLimitsWords } from './use-limits-words'
import { type StudioState, useStudio } from './use-studio'

export type StudioProps = {
  userId: string
  tools: readonly Tool[]
  /** How many models there are besides. */
  modelCount: number
  /** Until the live list brings its own. */
  credits: CreditsView
}

/** Left what to do, in the middle the table, right what happens. On a phone one below the other. */
export function Studio({ userId, tools, modelCount, credits }: StudioProps) {
  const t = useTranslations('studio')
  const studio = useStudio(userId, tools, credits)
  const { jobs, tray, chosen, tool } = studio
  const { available } = studio.credits
  const choose = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const limitsWords = useLimitsWords()
  const actions = useJobActions(studio.chooseJobOf)
  const over = useIntake(studio.add)
  const onAdd = () => choose.current?.click()

  useEffect(() => {
    const open = () => choose.current?.click()
    window.addEventListener(addPicturesEvent, open)
    return () => window.removeEventListener(addPicturesEvent, open)
  }, [])

  if (!tool) return null
  const hasTray = tray.items.length > 0
  const runPanel = (
    <RunPanel
      tray={tray}
      summary={studio.summary}
      tool={tool}
      credits={studio.credits}
      queue={studio.queue}
      onRun={studio.run}
    />
  )
  const toolList = (
    <Tools tools={tools} chosen={tool.id} onChoose={studio.chooseTool} modelCount={modelCount} />
  )
  const tiles = <TrayTiles items={tray.items} queue={studio.queue} thumbs={studio.thumbs} onAdd={onAdd} />
  return (
    <div className="grid desk:absolute desk:inset-0 desk:grid-cols-[272px_minmax(0,1fr)] desk:grid-rows-[minmax(0,1fr)_280px] wide:grid-cols-[288px_minmax(0,1fr)_344px] wide:grid-rows-[minmax(0,1fr)]">
      <FileInputs choose={choose} camera={camera} onFiles={studio.add} />
      <aside
        aria-label={t('newJob')}
        className="flex min-h-0 flex-col border-line border-r bg-panel max-wide:row-span-2 max-desk:hidden"
      >
        <div className="border-line border-b p-4">{toolList}</div>
        <div className="min-h-0 flex-1 overflow-auto p-4">
          {chosen || !hasTray ? tiles : null}
          <p className="text-12 text-ink-3 text-pretty not-first:mt-3">{limitsWords(tool.limits)}</p>
        </div>
        <div className="border-line border-t p-4">{runPanel}</div>
      </aside>
      <div className="border-line border-b bg-panel p-2 desk:hidden">{toolList}</div>
      <section aria-label={t('table')} className="on-table relative min-h-0 min-w-0">
        <Table {...{ studio, actions, onAdd }} onCamera={() => camera.current?.click()} />
        {over !== null && <DropOverlay count={over} />}
      </section>
      {chosen?.status === 'done' && (
        <div className="flex gap-2 bg-ground px-4 pb-3 desk:hidden">
          <FollowOn job={chosen} available={available} actions={actions} />
        </div>
      )}
      {(hasTray || tray.removed.length > 0) && (
        <div className="sticky bottom-[calc(64px+env(safe-area-inset-bottom))] z-10 border-line border-t bg-panel px-4 py-3 desk:hidden">
          {chosen && <div className="mb-3 max-h-40 overflow-auto">{tiles}</div>}
          {runPanel}
        </div>
      )}
      <aside
        aria-label={t('jobs')}
        className="flex min-h-0 min-w-0 flex-col border-line bg-panel max-wide:border-t wide:border-l"
      >
        <JobList state={jobs} chosen={chosen?.id ?? null} onChoose={studio.chooseJob} actions={actions} />
        {chosen && (
          <div className="mt-auto max-wide:hidden">
            <JobPanel job={chosen} available={available} actions={actions} />
          </div>
        )}
      </aside>
    </div>
  )
}

type TableProps = {
  studio: StudioState
  actions: ReturnType<typeof useJobActions>
  onAdd: () => void
  onCamera: () => void
}

/** What lies on the table: the chosen job, the pictures that wait, or the invitation to bring some. */
function Table({ studio, actions, onAdd, onCamera }: TableProps) {
  const { jobs, tray, chosen, tool } = studio
  const { models } = useCards()
  const wordsOf = useJobWords(models)
  if (chosen) {
    const waiting = jobs.jobs.filter((job) => job.status === 'queued')
    const place = waiting.length - waiting.findIndex((job) => job.id === chosen.id)
    return (
      <JobStage
        job={chosen}
        words={wordsOf(chosen, place)}
        model={models.find((one) => one.id === chosen.model)}
        available={studio.credits.available}
        clockOffset={jobs.clockOffset}
        actions={actions}
        hasLink
      />
    )
  }
  if (tray.items.length > 0) {
    return (
      <SheetStage
        items={tray.items}
        summary={studio.summary}
        queue={studio.queue}
        thumbs={studio.thumbs}
        onAdd={onAdd}
      />
    )
  }
  if (studio.isOpening || !tool) return <div className="on-table h-full min-h-[60dvh]" />
  return <EmptyStage limits={tool.limits} onChoose={onAdd} onCamera={onCamera} onFiles={studio.add} />
}
