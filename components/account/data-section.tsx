'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { send } from '@/components/http/call'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

const CloseDialog = dynamic(
  persistent(() => import('./close-dialog').then((part) => part.CloseDialog)),
  { ssr: false },
)

export type DataSectionProps = { email: string; hasPassword: boolean; isClosing: boolean }

/** Downloading all that is a person's, and deleting their account. */
export function DataSection({ email, hasPassword, isClosing }: DataSectionProps) {
  const t = useTranslations('account.data')
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function download() {
    setProblem(null)
    const answer = await send('POST', '/api/account/export', {})
    if (answer.ok) window.location.assign('/api/account/export')
    else setProblem(answer.message || t('failed'))
  }
  return (
    <div className="grid gap-4">
      <p className="text-ink-2 text-pretty">{t('text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => void download()}>{t('download')}</Button>
        {!isClosing && (
          <Button variant="bad" onPress={() => setOpen(true)}>
            {t('delete')}
          </Button>
        )}
      </div>
      {problem && (
        <Note kind="bad" role="alert">
          {problem}
        </Note>
      )}
      {isOpen && <CloseDialog email={email} hasPassword={hasPassword} onClose={() => setOpen(false)} />}
    </div>
  )
}
