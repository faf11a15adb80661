'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type CSSProperties, type ReactNode, useState } from 'react'
import { JobStatus } from '@/components/jobs/job-status'
import type { JobWords } from '@/components/jobs/use-job-words'
import { FileThumb } from '@/components/stage/file-thumb'
import { Button } from '@/components/ui/button'
import { CropMarks } from '@/components/ui/crop-marks'
import { Photo } from '@/components/ui/photo'
import type { FileView } from '@/lib/files/schema'
import { formatClock } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'

/** Tiles drawn at first, and so many more at a press. */
const STEP = 48

export type RunGridProps = {
  jobs: readonly JobView[]
  wordsOf: (job: JobView) => JobWords
  clockOffset: number
  hrefOf: (job: JobView) => string
  onChoose: (job: JobView) => void
  /** The model's. */
  title: string
  isLoaded: boolean
}

type Tile = { id: string; job: JobView; file: FileView | null }

/** A tile for each result; jobs under way and failed ones have one too. */
const tilesOf = (jobs: readonly JobView[]): Tile[] =>
  jobs.flatMap((job): Tile[] =>
    job.outputs.length > 0
      ? job.outputs.map((file) => ({ id: file.id, job, file }))
      : [{ id: job.id, job, file: null }],
  )

/** Few are shown large, many small. */
const tileSize = (count: number) =>
  count === 1 ? '320px' : count <= 4 ? '200px' : count <= 12 ? '150px' : '120px'

export function RunGrid({ jobs, wordsOf, clockOffset, hrefOf, onChoose, title, isLoaded }: RunGridProps) {
  const t = useTranslations('models')
  const [limit, setLimit] = useState(STEP)
  const tiles = tilesOf(jobs)
  if (tiles.length === 0) {
    return (
      <div className="grid h-full p-6 pt-1 max-desk:p-4">
        <CropMarks className="grid min-h-40 place-items-center p-8 max-desk:min-h-24 max-desk:p-5">
          <p className="max-w-72 text-center text-ink-2 text-pretty">
            {isLoaded ? t('noRuns', { model: title }) : null}
          </p>
        </CropMarks>
      </div>
    )
  }
  return (
    <>
      <ul
        style={{ '--tile': tileSize(tiles.length) } as CSSProperties}
        className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,var(--tile)),1fr))] gap-2 px-6 pt-1 pb-4 max-desk:grid-cols-2 max-desk:px-4"
      >
        {tiles.slice(0, limit).map(({ id, job, file }) => {
          const words = wordsOf(job)
          return (
            <li key={id} className="min-w-0">
              <a
                href={hrefOf(job)}
                data-run={job.id}
                aria-label={t('runOf', { name: words.name, status: words.status(0) })}
                onClick={(event) => {
                  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
                  event.preventDefault()
                  onChoose(job)
                }}
                className="relative block aspect-square overflow-hidden rounded-photo hover:brightness-95"
              >
                {file ? (
                  <Result file={file} words={words} />
                ) : (
                  <Pending job={job}>
                    <JobStatus job={job} words={words} clockOffset={clockOffset} />
                  </Pending>
                )}
              </a>
            </li>
          )
        })}
      </ul>
      {tiles.length > limit && (
        <div className="grid justify-items-center pb-4">
          <Button variant="quiet" onPress={() => setLimit(limit + STEP)}>
            {t('showMore')}
          </Button>
        </div>
      )}
    </>
  )
}

/** A picture fills its tile; of films and sounds the length is told, of sounds and texts the name. */
function Result({ file, words }: { file: FileView; words: JobWords }) {
  if (file.kind === 'image') {
    return (
      <Photo
        src={file.previewUrl ?? file.thumbUrl ?? file.url}
        width={file.width}
        height={file.height}
        alt=""
        placeholder={words.isCutout ? null : file.placeholder}
        fit={words.isCutout ? 'contain' : 'cover'}
        className={`size-full ${words.isCutout ? 'checker' : ''}`}
      />
    )
  }
  return (
    <>
      <FileThumb file={file} className="size-full" />
      {file.kind !== 'video' && (
        <span className="absolute inset-x-0 top-0 line-clamp-3 break-words p-3 text-12 text-ink-2">
          {words.name}
        </span>
      )}
      {file.durationMs !== null && (
        <span className="measured absolute right-1.5 bottom-1.5 rounded-[4px] bg-black/60 px-1.5 text-white">
          {formatClock(file.durationMs)}
        </span>
      )}
    </>
  )
}

/** What is at work shows its picture, dimmed, and how far it is. */
function Pending({ job, children }: { job: JobView; children: ReactNode }) {
  const [input] = job.inputs
  const isFailed = job.status === 'failed'
  return (
    <>
      {input?.kind === 'image' && (
        <Photo
          src={input.thumbUrl}
          width={null}
          height={null}
          alt=""
          placeholder={input.placeholder}
          className="size-full opacity-35"
        />
      )}
      <span className={`marks absolute inset-2.5 ${isFailed ? '[--mk:var(--bad)]' : ''}`} />
      <span className="absolute inset-x-0 bottom-0 grid grid-cols-[minmax(0,1fr)] justify-items-start gap-1 p-5">
        {isFailed && <CircleAlert aria-hidden size={16} strokeWidth={1.6} className="text-bad" />}
        {children}
      </span>
    </>
  )
}
