'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Called } from '@/components/http/call'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { CheckView } from '@/lib/admin/finding'
import { formatMoment } from '@/lib/format'

export type CheckBarProps = {
  check: CheckView | null
  /** Differences that wait for a decision. */
  open: number
  isSandbox: boolean
  onAsk: () => Promise<Called<unknown>>
}

/** When the catalogue was last compared with KIE's, how far a check is, and the button for one now. */
export function CheckBar({ check, open, isSandbox, onAsk }: CheckBarProps) {
  const t = useTranslations('admin.models')
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const goesOn = check !== null && check.state !== 'finished'
  const ask = async () => {
    setAsking(true)
    const answer = await onAsk()
    setAsking(false)
    setProblem(answer.ok ? null : answer.message || t('noAnswer'))
  }
  return (
    <div>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-[220px] flex-1">
          <p className="text-ink-2 text-pretty">{isSandbox ? t('aboutSandbox') : t('about')}</p>
          <p role="status" className="mt-1 text-12 text-ink-3">
            <CheckState check={check} open={open} />
          </p>
        </div>
        <Button onPress={ask} isPending={goesOn || isAsking}>
          {goesOn || isAsking ? t('checking') : t('check')}
        </Button>
      </div>
      <div className="mt-3 h-[3px]">
        {goesOn && (
          <ProgressBar
            label={t('checking')}
            value={check.total ? (100 * (check.read + check.missed)) / check.total : 0}
          />
        )}
      </div>
      {(problem ?? (check?.state === 'finished' && check.problem)) && (
        <Note kind="warn" role={problem ? 'alert' : undefined} className="mt-2">
          {problem ?? t(`problem.${check?.problem}`)}
        </Note>
      )}
    </div>
  )
}

function CheckState({ check, open }: { check: CheckView | null; open: number }) {
  const t = useTranslations('admin.models')
  const locale = useLocale()
  const zone = useZone()
  if (!check) return t('never')
  if (check.state === 'waiting') return t('waiting')
  if (check.state === 'running') {
    if (check.total === null) return t('asking')
    return t('progress', { read: check.read + check.missed, total: check.total })
  }
  const at = formatMoment(locale, check.finishedAt ?? check.startedAt, zone, new Date())
  return [
    t('checked', { at }),
    ...(check.missed > 0 ? [t('missed', { count: check.missed })] : []),
    ...(check.problem === null && open === 0 ? [t('agree')] : []),
  ].join(' ')
}
