'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '@/components/http/call'
import { persistent } from '@/components/http/persistent'
import { useRequestKey } from '@/components/http/use-request-key'
import { Button } from '@/components/ui/button'
import type { JobState } from '@/lib/admin/jobs-view'

const ReasonDialog = dynamic(
  persistent(() => import('@/components/admin/reason-dialog').then((it) => it.ReasonDialog)),
)

type Act = 'retry' | 'cancel' | 'release'

const actOf: Partial<Record<JobState, Act>> = {
  queued: 'cancel',
  uncertain: 'release',
  failed: 'retry',
  canceled: 'retry',
}

export type JobActsProps = { id: string; state: JobState }

/** What can be done with a job as it stands: one thing at most, with its reason. */
export function JobActs({ id, state }: JobActsProps) {
  const t = useTranslations('admin-jobs')
  const router = useRouter()
  const [isOpen, setOpen] = useState(false)
  const keyOf = useRequestKey()
  const act = actOf[state]

  async function submit(reason: string) {
    const headers = act === 'retry' ? { 'idempotency-key': keyOf(reason) } : {}
    const answer = await send<{ job: { id: string } } | undefined>(
      'POST',
      `/api/admin/jobs/${id}/${act}`,
      { reason },
      headers,
    )
    if (answer.ok && answer.value) router.push(`/admin/jobs/${answer.value.job.id}`)
    else if (answer.ok) router.refresh()
    return answer
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="quiet" onPress={() => router.refresh()}>
        {t('refresh')}
      </Button>
      {act && (
        <Button variant={act === 'retry' ? 'plain' : 'bad'} onPress={() => setOpen(true)}>
          {t(`actions.${act}`)}
        </Button>
      )}
      {isOpen && act && (
        <ReasonDialog
          title={t(`titles.${act}`)}
          action={t(`actions.${act}`)}
          isBad={act !== 'retry'}
          onClose={() => setOpen(false)}
          onSubmit={submit}
        >
          {t(`texts.${act}`)}
        </ReasonDialog>
      )}
    </div>
  )
}
