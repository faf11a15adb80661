'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { call } from '@/components/http/call'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

/** On every page of somebody whose account is about to be deleted: when, and the way back. */
export function ClosingBanner({ at }: { at: string }) {
  const t = useTranslations('account.banner')
  const router = useRouter()
  const [isPending, setPending] = useState(false)
  async function keep() {
    setPending(true)
    await call('/api/account/closing', { method: 'DELETE' })
    setPending(false)
    router.refresh()
  }
  return (
    <Note
      kind="warn"
      title={t('title', { at })}
      action={
        <Button isPending={isPending} onPress={() => void keep()}>
          {t('keep')}
        </Button>
      }
      className="mx-4 my-3 desk:items-center"
    >
      {t('text')}
    </Note>
  )
}
