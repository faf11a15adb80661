'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { Called } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import type { Decision, FindingView } from '@/lib/admin/finding'
import { FindingText, useFindingName } from './finding-text'
import { ReasonDialog } from './reason-dialog'

/** More are shown when asked for: the first look at a new market has dozens. */
const SHOWN = 6
/** So many new models are worth a button that accepts them all. */
const MANY = 3

/** What is being decided: one finding, or all models that are new. */
type Open = { ids: readonly string[]; title: string; effect: string; decision: Decision }

export type FindingListProps = {
  findings: readonly FindingView[]
  onDecide: (ids: readonly string[], decision: Decision, reason: string) => Promise<Called<unknown>>
}

/** What waits for an admin: each difference with what it means, to be accepted or dismissed. */
export function FindingList({ findings, onDecide }: FindingListProps) {
  const t = useTranslations('admin.models')
  const nameOf = useFindingName()
  const [isWhole, setWhole] = useState(false)
  const [open, setOpen] = useState<Open | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const isDecided = useRef(false)
  // The button that had the focus went with its finding.
  useEffect(() => {
    if (findings.length > 0 && isDecided.current && open === null) heading.current?.focus()
    isDecided.current = false
  }, [findings, open])
  if (findings.length === 0) return null
  const shown = isWhole ? findings : findings.slice(0, SHOWN)
  const fresh = findings.filter((finding) => finding.kind === 'new' && !finding.detail.retired)
  const one = (finding: FindingView, decision: Decision) => {
    const title = t('findingTitle', { kind: nameOf(finding), title: finding.title })
    setOpen({ ids: [finding.id], title, effect: t(`effect.${effectOf(finding)}`), decision })
  }
  const allNew = () => {
    const title = t('allNew', { count: fresh.length })
    setOpen({ ids: fresh.map(({ id }) => id), title, effect: t('effect.new'), decision: 'accepted' })
  }
  return (
    <div className="mt-6">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h3 ref={heading} tabIndex={-1} className="outline-none">
          {t('findings', { count: findings.length })}
        </h3>
        {fresh.length >= MANY && (
          <Button variant="quiet" onPress={allNew}>
            {t('allNew', { count: fresh.length })}
          </Button>
        )}
      </div>
      <ul className="mt-2">
        {shown.map((finding) => {
          const of = { kind: nameOf(finding), title: finding.title }
          return (
            <li
              key={finding.id}
              className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-b py-3 first:border-t"
            >
              <div className="min-w-[220px] flex-1 [overflow-wrap:anywhere]">
                <FindingText finding={finding} />
              </div>
              <div className="flex gap-2">
                <Button
                  variant="quiet"
                  aria-label={t('dismissOf', of)}
                  onPress={() => one(finding, 'dismissed')}
                >
                  {t('dismiss')}
                </Button>
                <Button aria-label={t('acceptOf', of)} onPress={() => one(finding, 'accepted')}>
                  {t('accept')}
                </Button>
              </div>
            </li>
          )
        })}
      </ul>
      {shown.length < findings.length && (
        <Button variant="quiet" className="mt-2" onPress={() => setWhole(true)}>
          {t('more', { count: findings.length })}
        </Button>
      )}
      {open && (
        <ReasonDialog
          title={open.title}
          action={open.decision === 'accepted' ? t('accept') : t('dismiss')}
          onSubmit={async (reason) => {
            const answer = await onDecide(open.ids, open.decision, reason)
            isDecided.current = answer.ok
            return answer
          }}
          onClose={() => setOpen(null)}
        >
          {open.decision === 'accepted' ? open.effect : t('dismissText')}
        </ReasonDialog>
      )}
    </div>
  )
}

const effectOf = (finding: FindingView) =>
  finding.kind === 'new' && finding.detail.retired ? 'retired' : finding.kind
