'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { send } from '@/components/http/call'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { BookAuditView } from '@/lib/books/schema'
import { formatMoment, formatNumber } from '@/lib/format'
import { BookSection, BookTable } from './table'

/** While a run is under way, how often it is asked for. */
const LOOK_MS = 1_000

export type AuditorProps = { audit: BookAuditView | null; now: number; onAsked: () => Promise<void> }

/** The last run through all books, and the button for one now. */
export function Auditor({ audit, now, onAsked }: AuditorProps) {
  const t = useTranslations('books')
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isRunning = audit?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(onAsked, LOOK_MS)
    return () => clearInterval(timer)
  }, [isRunning, onAsked])
  const ask = async () => {
    setAsking(true)
    const answer = await send('POST', '/api/admin/books/audits', {})
    setProblem(answer.ok ? null : answer.message)
    await onAsked()
    setAsking(false)
  }
  return (
    <BookSection
      title={t('auditor')}
      hint={t('auditorHint')}
      action={
        <Button onPress={ask} isPending={isRunning || isAsking}>
          {t('run')}
        </Button>
      }
    >
      <p role="status" className="text-ink-2">
        <AuditorState audit={audit} now={now} />
      </p>
      {problem && (
        <Note kind="bad" role="alert" className="mt-3">
          {problem}
        </Note>
      )}
      {audit && audit.findings.length > 0 && <Findings audit={audit} />}
    </BookSection>
  )
}

function AuditorState({ audit, now }: { audit: BookAuditView | null; now: number }) {
  const t = useTranslations('books')
  const locale = useLocale()
  const zone = useZone()
  if (!audit) return t('never')
  const count = formatNumber(locale, audit.checked)
  if (audit.state === 'running') return t('running', { count })
  const at = formatMoment(locale, audit.finishedAt ?? audit.startedAt, zone, now)
  return audit.found === 0 ? t('clean', { at, count }) : t('dirty', { at, count, found: audit.found })
}

function Findings({ audit }: { audit: BookAuditView }) {
  const t = useTranslations('books')
  return (
    <div className="mt-3">
      <BookTable
        columns={[{ title: t('rule') }, { title: t('subject') }, { title: t('detail') }]}
        rows={audit.findings.map(({ rule, subject, detail }, n) => ({
          key: `${n} ${rule} ${subject}`,
          cells: [
            <span key="rule" className="text-bad">
              {t(`rules.${rule}`)}
            </span>,
            <span key="subject" className="measured text-12 [overflow-wrap:anywhere]">
              {subject}
            </span>,
            <span key="detail" className="measured text-12 text-ink-3 [overflow-wrap:anywhere]">
              {detail}
            </span>,
          ],
        }))}
      />
    </div>
  )
}
