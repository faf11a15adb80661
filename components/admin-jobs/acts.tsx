'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { send } from '@/components/http/call'
import { newKey } from '@/components/jobs/new-key'
import { Button } from '@/components/ui/button'
import type { JobState } from '@/lib/admin/jobs-view'

const ReasonDialog = dynamic(() => import('@/components/admin/reason-dialog').then((it) => it.ReasonDialog))

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
  // The same reason sent again, after an answer that was lost, is the same request.
  const keys = useRef(new Map<string, string>())
  const act = actOf[state]

  async function submit(reason: string) {
    const key = keys.current.get(reason) ?? newKey()
    keys.current.set(reason, key)
    const headers = act === 'retry' ? { 'idempotency-key': key } : {}
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
