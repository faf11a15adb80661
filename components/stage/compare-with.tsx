'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useDoneJobs } from '@/components/form/use-done-jobs'
import { useZone } from '@/components/jobs/use-zone'
import { useCards } from '@/components/models/cards'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { FileView } from '@/lib/files/schema'
import { formatMoment } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'
import { FileThumb } from './file-thumb'
import { relatedJobs } from './related'
import type { Side } from './sides'

export type CompareWithProps = {
  job: JobView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onChoose: (side: Side) => void
}

const groups = ['picture', 'model'] as const

/** Results of other jobs that are worth a look beside this one: on the same picture, or of the same model. */
export function CompareWith({ job, isOpen, onOpenChange, onChoose }: CompareWithProps) {
  const t = useTranslations('stage')
  const locale = useLocale()
  const zone = useZone()
  const done = useDoneJobs(isOpen)
  const { models } = useCards()
  const related = relatedJobs(job, done.jobs)
  const isEmpty = groups.every((group) => related[group].length === 0)

  function take(other: JobView, file: FileView) {
    const model = models.find(({ id }) => id === other.model)
    const title = model?.title ?? other.model
    // Two runs of one model are told apart by when they were.
    const label =
      other.model === job.model
        ? `${title} · ${formatMoment(locale, other.createdAt, zone, Date.now())}`
        : title
    onChoose({ file, label, isCutout: model?.cutout ?? false })
    onOpenChange(false)
  }

  function row(other: JobView, file: FileView, n: number | null) {
    const title = models.find(({ id }) => id === other.model)?.title ?? other.model
    return (
      <li key={file.id} className="border-line not-first:border-t">
        <button
          type="button"
          onClick={() => take(other, file)}
          className="flex min-h-14 w-full items-center gap-3 rounded-control px-2 py-1.5 text-left hover:bg-well"
        >
          <FileThumb file={file} fit="contain" className="size-11" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">
              {n === null ? title : t('modelResult', { model: title, n })}
            </span>
            <span className="block truncate text-12 text-ink-3 tabular-nums">
              {formatMoment(locale, other.createdAt, zone, Date.now())} · {file.name}
            </span>
          </span>
        </button>
      </li>
    )
  }

  return (
    <Dialog title={t('compareWith')} isOpen={isOpen} onOpenChange={onOpenChange}>
      {groups.map(
        (group) =>
          related[group].length > 0 && (
            <section key={group} className="-mx-2 not-first:mt-4">
              <h3 className="mb-1 px-2 text-12 text-ink-3">{t(`related.${group}`)}</h3>
              <ul>
                {related[group].map((other) => {
                  const pictures = other.outputs.filter(({ kind }) => kind === 'image')
                  return pictures.map((file, at) => row(other, file, pictures.length > 1 ? at + 1 : null))
                })}
              </ul>
            </section>
          ),
      )}
      <p role="status" className="text-ink-3 text-pretty empty:hidden">
        {done.isLoading
          ? t('related.loading')
          : done.isFailed
            ? t('noAnswer')
            : isEmpty && !done.hasMore
              ? t('related.none')
              : null}
      </p>
      {(done.hasMore || done.isFailed) && !done.isLoading && (
        <Button variant="quiet" onPress={done.more} className="mt-2">
          {done.isFailed ? t('again') : t('related.older')}
        </Button>
      )}
    </Dialog>
  )
}
