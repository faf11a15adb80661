'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useJobs } from '@/components/jobs/use-jobs'
import { summarise } from '@/components/upload/summary'
import { emptyTray } from '@/components/upload/tray'
import type { CreditsView, JobView } from '@/lib/jobs/schema'
import type { Tool } from '@/lib/models/tool'
import { workspaceOf } from './workspace'

const TOOL = 'loupe.tool'

/** Everything that the studio's parts share: the tray, the jobs, the chosen tool and job. */
export function useStudio(userId: string, tools: readonly Tool[], initial: CreditsView) {
  const [workspace] = useState(() => workspaceOf(userId))
  const { queue, runner } = workspace
  const router = useRouter()
  const jobs = useJobs(userId)
  const tray = useSyncExternalStore(queue.tray.subscribe, queue.tray.snapshot, () => emptyTray)
  const [toolId, setTool] = useState(tools[0]?.id ?? '')
  /** A job's id; null shows the tray; undefined until anything was chosen: then the newest job. */
  const [wish, setWish] = useState<string | null | undefined>(undefined)
  const tool = tools.find((one) => one.id === toolId) ?? tools[0]
  const limits = tool?.limits
  const { items } = tray
  const summary = useMemo(() => summarise(items), [items])

  useEffect(() => {
    const kept = sessionStorage.getItem(TOOL)
    if (kept && tools.some((one) => one.id === kept)) setTool(kept)
  }, [tools])

  useEffect(() => {
    if (limits) queue.setLimits(limits)
  }, [limits, queue])

  // The newest job is on the table when the page opens, and stays there when others come.
  const newest = jobs.jobs[0]?.id
  useEffect(() => {
    if (wish === undefined && jobs.loaded && newest) setWish(newest)
  }, [wish, jobs.loaded, newest])

  useEffect(() => {
    window.addEventListener('online', queue.nudge)
    return () => window.removeEventListener('online', queue.nudge)
  }, [queue])

  // A picture's price has risen since the page was opened.
  const isDearer = items.some(({ runError }) => runError?.code === 'price_changed')
  useEffect(() => {
    if (isDearer) router.refresh()
  }, [isDearer, router])

  // Closing the page would lose what is under way.
  const busy = summary.uploading > 0 || summary.asked > 0
  useEffect(() => {
    if (!busy) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [busy])

  const add = useCallback(
    (files: File[]) => {
      if (files.length === 0) return
      queue.add(files)
      setWish(null)
    },
    [queue],
  )

  function chooseTool(id: string) {
    setTool(id)
    sessionStorage.setItem(TOOL, id)
  }

  /** Runs pictures and puts the first job that comes of it on the table. */
  function run(ids: readonly string[]) {
    if (!tool) return
    const leave = workspace.onAccepted((job) => {
      leave()
      setWish(job.id)
    })
    runner.run(ids, tool)
  }

  const chooseJobOf = useCallback((job: JobView) => setWish(job.id), [])
  const chosen = wish ? jobs.jobs.find((job) => job.id === wish) : undefined
  return {
    ...workspace,
    jobs,
    credits: jobs.credits ?? initial,
    tray,
    summary,
    tool,
    chosen,
    add,
    run,
    chooseTool,
    chooseJob: setWish,
    /** For what answers with a job. */
    chooseJobOf,
    /** Not known yet whether there is anything to show. */
    isOpening: wish === undefined && items.length === 0 && (!jobs.loaded || newest !== undefined),
  }
}

export type StudioState = ReturnType<typeof useStudio>
