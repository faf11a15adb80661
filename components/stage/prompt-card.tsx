'use client'

import { promptOf } from '@/components/jobs/prompt'
import type { JobWords } from '@/components/jobs/use-job-words'
import { CropMarks } from '@/components/ui/crop-marks'
import type { JobView } from '@/lib/jobs/schema'
import { KindSign } from './kind-sign'

export type PromptCardProps = { job: JobView; words: JobWords; isBad?: boolean }

/** Where there is no picture yet: the place for it, and in it what was asked. */
export function PromptCard({ job, words, isBad }: PromptCardProps) {
  const prompt = promptOf(job.input)
  return (
    <div className="grid size-full min-h-0 place-items-center p-2 max-desk:p-4">
      <CropMarks
        isBad={isBad}
        className="grid max-h-full min-h-40 w-full max-w-[560px] place-items-center overflow-hidden px-10 py-8 max-desk:px-6"
      >
        <div className="grid justify-items-center gap-4 text-center text-ink-3">
          <KindSign kind={job.inputs[0]?.kind ?? words.output} size={22} />
          <p className="line-clamp-6 text-15 text-ink-2 text-pretty [overflow-wrap:anywhere]">
            {prompt ?? words.name}
          </p>
        </div>
      </CropMarks>
    </div>
  )
}
