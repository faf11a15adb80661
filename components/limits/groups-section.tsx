'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import type { GroupView, Limits } from '@/lib/admin/limits-schema'
import { formatCredits, formatNumber } from '@/lib/format'
import { removeGroup } from './limits-call'

const GroupDialog = dynamic(
  persistent(() => import('./group-dialog').then((part) => part.GroupDialog)),
  { ssr: false },
)
const ReasonDialog = dynamic(
  persistent(() => import('@/components/admin/reason-dialog').then((part) => part.ReasonDialog)),
  { ssr: false },
)

type Open = { kind: 'group'; group: GroupView | null } | { kind: 'remove'; group: GroupView }

/** Groups of people who share limits. */
export function GroupsSection({ groups }: { groups: readonly GroupView[] }) {
  const t = useTranslations('limits')
  const locale = useLocale()
  const router = useRouter()
  const [open, setOpen] = useState<Open | null>(null)
  const told = ({ creditsADay, jobsAtOnce, models }: Limits) => {
    const parts = [
      creditsADay !== null &&
        t('sayCredits', { count: creditsADay, figure: formatCredits(locale, creditsADay) }),
      jobsAtOnce !== null && t('sayJobs', { count: jobsAtOnce, figure: formatNumber(locale, jobsAtOnce) }),
      models && t('sayModels', { count: models.length }),
    ].filter((part) => typeof part === 'string')
    return parts.length > 0 ? parts.join(' · ') : t('sayNone')
  }
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[520px] text-ink-2 text-pretty">{t('about')}</p>
        <Button onPress={() => setOpen({ kind: 'group', group: null })}>{t('newGroup')}</Button>
      </div>
      {groups.length === 0 && <p className="border-line border-y py-4 text-ink-2">{t('noGroups')}</p>}
      <ul>
        {groups.map((group) => (
          <li key={group.id} className="flex items-center gap-x-1 border-line border-b py-2.5 first:border-t">
            <span className="min-w-0 flex-1">
              <span className="block font-medium [overflow-wrap:anywhere]">{group.name}</span>
              <span className="block text-12 text-ink-3 tabular-nums">{told(group.limits)}</span>
            </span>
            <Button
              aria-label={t('change', { name: group.name })}
              onPress={() => setOpen({ kind: 'group', group })}
            >
              {t('edit')}
            </Button>
            <Button
              variant="quiet"
              aria-label={t('removeOf', { name: group.name })}
              onPress={() => setOpen({ kind: 'remove', group })}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {open?.kind === 'group' && (
        <GroupDialog group={open.group} onSaved={router.refresh} onClose={() => setOpen(null)} />
      )}
      {open?.kind === 'remove' && (
        <ReasonDialog
          title={t('removeTitle', { name: open.group.name })}
          action={t('remove')}
          isBad
          onSubmit={async (reason) => {
            const answer = await removeGroup(open.group.id, reason)
            if (answer.ok) router.refresh()
            return answer
          }}
          onClose={() => setOpen(null)}
        >
          {t('removeText')}
        </ReasonDialog>
      )}
    </>
  )
}
