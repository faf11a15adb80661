'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/account/copy-button'
import { send } from '@/components/auth/send'
import { useFormWords } from '@/components/auth/use-words'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'

export type InvitationLine = {
  id: string
  email: string | null
  role: 'user' | 'admin'
  credits: number
  path: string | null
  /** False: who made it is no admin any more. */
  works: boolean
  /** When it ends, written out. */
  until: string
}

/** The open invitations, newest first. */
export function InvitationList({ invitations }: { invitations: InvitationLine[] }) {
  const t = useTranslations('admin')
  const words = useFormWords()
  const router = useRouter()
  const [isRevoking, setRevoking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  if (invitations.length === 0) return <p className="text-ink-2">{t('invitations.none')}</p>
  const revoke = async (id: string) => {
    if (isRevoking) return
    setRevoking(true)
    const sent = await send('DELETE', `/api/admin/invitations/${id}`)
    setRevoking(false)
    setProblem(sent.ok || sent.status === 404 ? null : words.failed(sent))
    router.refresh()
  }
  return (
    <>
      <ul>
        {invitations.map((invitation) => {
          const name = invitation.email ?? t('invitations.anyone')
          return (
            <li
              key={invitation.id}
              className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2 first:border-t"
            >
              <span className="min-w-[180px] flex-1 [overflow-wrap:anywhere]">
                {name}
                <span className="block text-12 text-ink-3">
                  {[
                    t(`roles.${invitation.role}`),
                    ...(invitation.credits > 0 ? [t('creditsCount', { credits: invitation.credits })] : []),
                    t('invitations.until', { at: invitation.until }),
                  ].join(' · ')}
                  {!invitation.works && <span className="block text-bad">{t('invitations.makerGone')}</span>}
                </span>
              </span>
              <span className="flex gap-2">
                {invitation.works && invitation.path && (
                  <CopyButton path={invitation.path} label={t('invitations.copyOf', { name })} />
                )}
                <Button
                  variant="quiet"
                  aria-label={t('invitations.revokeOf', { name })}
                  onPress={() => revoke(invitation.id)}
                >
                  {t('invitations.revoke')}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      {problem && (
        <Note kind="bad" role="alert" className="mt-4">
          {problem}
        </Note>
      )}
    </>
  )
}
