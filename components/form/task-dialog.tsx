'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Photo } from '@/components/ui/photo'
import type { FieldView } from '@/lib/catalog/view'
import { formatMoment } from '@/lib/format'
import { jobName } from './job-name'
import { useDoneJobs } from './use-done-jobs'

export type TaskDialogProps = {
  field: FieldView
  chosen: string | null
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onChoose: (jobId: string) => void
}

/** One's own finished jobs that the model can go on with. */
export function TaskDialog({ field, chosen, isOpen, onOpenChange, onChoose }: TaskDialogProps) {
  const t = useTranslations('form')
  const locale = useLocale()
  const zone = useZone()
  const done = useDoneJobs(isOpen)
  const jobs = done.jobs.filter((job) => field.from?.includes(job.model) ?? true)
  return (
    <Dialog title={field.label} isOpen={isOpen} onOpenChange={onOpenChange}>
      <ul aria-label={field.label} className="-mx-2">
        {jobs.map((job) => {
          const output = job.outputs[0]
          return (
            <li key={job.id} className="border-line not-first:border-t">
              <button
                type="button"
                aria-pressed={job.id === chosen}
                onClick={() => {
                  onChoose(job.id)
                  onOpenChange(false)
                }}
                className={`flex min-h-14 w-full items-center gap-3 rounded-control px-2 py-1.5 text-left hover:bg-well ${job.id === chosen ? 'bg-mark-wash' : ''}`}
              >
                <Photo
                  src={output?.thumbUrl ?? null}
                  width={output?.width ?? null}
                  height={output?.height ?? null}
                  placeholder={output?.placeholder}
                  alt=""
                  className="size-12"
                />
                <span className="min-w-0 flex-1">
                  <span className="line-clamp-2">{jobName(job)}</span>
                  <span className="block truncate text-12 text-ink-3">
                    {job.model} · {formatMoment(locale, job.createdAt, zone, Date.now())}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      <p role="status" className="text-12 text-ink-3 text-pretty empty:hidden">
        {done.isLoading
          ? t('results.loading')
          : done.isFailed
            ? t('noAnswer')
            : jobs.length === 0 && !done.hasMore
              ? t('task.nothing')
              : null}
      </p>
      {(done.hasMore || done.isFailed) && !done.isLoading && (
        <Button variant="quiet" onPress={done.more} className="mt-2">
          {done.isFailed ? t('again') : t('results.older')}
        </Button>
      )}
    </Dialog>
  )
}
