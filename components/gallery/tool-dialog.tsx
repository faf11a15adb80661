'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { placeHref } from '@/components/models/place'
import { runModel } from '@/components/models/run-model'
import { useModelView } from '@/components/models/views'
import { priceOfInput } from '@/components/stage/price'
import { type QuickTool, quickTools } from '@/components/stage/quick-tools'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { Note } from '@/components/ui/note'
import { mediaProblem } from '@/lib/files/limits'
import type { FileView } from '@/lib/files/schema'
import { formatCredits } from '@/lib/format'
import type { JobView } from '@/lib/jobs/schema'

export type ToolDialogProps = {
  /** Pictures. */
  files: readonly FileView[]
  available: number
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onRun: (jobs: readonly JobView[]) => void
}

/** Runs a tool on results, as they lie on the server; of one picture also any other model. */
export function ToolDialog({ files, available, isOpen, onOpenChange, onRun }: ToolDialogProps) {
  const t = useTranslations('gallery')
  const [problem, setProblem] = useState<string | null>(null)
  const [first] = files
  return (
    <Dialog title={t('runTool')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className="grid gap-2">
        {quickTools.map((tool) => (
          <ToolLine
            key={tool.id}
            {...{ tool, files, available }}
            onRun={(jobs, why) => {
              if (jobs.length > 0) onRun(jobs)
              if (why === null) onOpenChange(false)
              else setProblem(why || t('noAnswer'))
            }}
          />
        ))}
        {files.length === 1 && first && (
          <LinkButton href={placeHref({ group: 'all', file: first.id })}>{t('otherModel')}</LinkButton>
        )}
        {problem && (
          <Note kind="bad" role="alert">
            {problem}
          </Note>
        )}
      </div>
    </Dialog>
  )
}

type ToolLineProps = Pick<ToolDialogProps, 'files' | 'available'> & {
  tool: QuickTool
  onRun: (jobs: readonly JobView[], problem: string | null) => void
}

function ToolLine({ tool, files, available, onRun }: ToolLineProps) {
  const t = useTranslations('gallery')
  const stage = useTranslations('stage')
  const locale = useLocale()
  const { value, status } = useModelView(tool.id)
  const [isBusy, setBusy] = useState(false)
  const [isGone, setGone] = useState(false)
  const model = value?.model ?? null
  const field = model?.fields.find(({ type }) => type === 'image')
  const limits = field?.limits
  const fitting = useMemo(
    () => (limits ? files.filter((file) => mediaProblem(limits, file) === null) : []),
    [limits, files],
  )
  const runs = fitting.map((file) => ({ file, input: { [field?.name ?? '']: file.id } }))
  const prices = runs.map(({ file, input }) => (model ? priceOfInput(model, input, [file]) : null))
  const total = prices.every((price) => price !== null)
    ? prices.reduce((sum, price) => sum + (price?.credits ?? 0), 0)
    : null

  useEffect(() => setGone(status === 'gone' || model?.offered === false), [status, model])
  if (isGone) return null
  const isShort = total !== null && total > available
  const { Icon } = tool
  return (
    <div>
      <Button
        className="w-full"
        isPending={isBusy}
        isDisabled={runs.length === 0 || total === null || isShort}
        detail={total === null ? null : t('credits', { count: total, figure: formatCredits(locale, total) })}
        onPress={() => {
          setBusy(true)
          void runModel(
            tool.id,
            runs.map(({ input }) => input),
          ).then(({ jobs, refused }) => {
            setBusy(false)
            onRun(jobs, refused ? refused.message : null)
          })
        }}
      >
        <Icon aria-hidden size={16} strokeWidth={1.6} />
        {stage(`followOn.${tool.word}`)}
      </Button>
      {limits && runs.length < files.length && (
        <p className="mt-1 text-12 text-ink-3">{t('leftOut', { count: files.length - runs.length })}</p>
      )}
      {isShort && <p className="mt-1 text-12 text-ink-3">{stage('notEnough')}</p>}
    </div>
  )
}
