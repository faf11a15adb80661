'use client'

import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '@/components/http/call'
import { persistent } from '@/components/http/persistent'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import type { AlarmView } from '@/lib/books/schema'
import { formatCredits, formatMoment } from '@/lib/format'

const ReasonDialog = dynamic(
  persistent(() => import('@/components/admin/reason-dialog').then((loaded) => loaded.ReasonDialog)),
)

export type AlarmNoteProps = { alarm: AlarmView; now: number; onSettled: () => Promise<void> }

/** KIE's balance and the books part; who knows why settles it with a reason. */
export function AlarmNote({ alarm, now, onSettled }: AlarmNoteProps) {
  const t = useTranslations('books')
  const locale = useLocale()
  const zone = useZone()
  const [isOpen, setOpen] = useState(false)
  const settle = async (reason: string) => {
    const answer = await send<void>('POST', `/api/admin/books/alarms/${alarm.id}`, { reason })
    if (answer.ok) await onSettled()
    return answer
  }
  return (
    <>
      <Note
        kind="bad"
        title={t('alarm')}
        className="mt-4"
        action={<Button onPress={() => setOpen(true)}>{t('settle')}</Button>}
      >
        {t('alarmText', {
          at: formatMoment(locale, alarm.raisedAt, zone, now),
          figure: formatCredits(locale, alarm.drift),
        })}
      </Note>
      {isOpen && (
        <ReasonDialog
          title={t('settleTitle')}
          action={t('settle')}
          onSubmit={settle}
          onClose={() => setOpen(false)}
        >
          {t('settleText')}
        </ReasonDialog>
      )}
    </>
  )
}
