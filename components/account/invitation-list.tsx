'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/account/copy-button'
import { send } from '@/components/jobs/call'
import { Button } from '@/components/ui/button'

const ReasonDialog = dynamic(
  () => import('@/components/admin/reason-dialog').then((part) => part.ReasonDialog),
  { ssr: false },
)

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
  const router = useRouter()
  const [revoking, setRevoking] = useState<InvitationLine | null>(null)
  const nameOf = ({ email }: InvitationLine) => email ?? t('invitations.anyone')

  if (invitations.length === 0) return <p className="text-ink-2">{t('invitations.none')}</p>
  return (
    <>
      <ul>
        {invitations.map((invitation) => {
          const name = nameOf(invitation)
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
                  onPress={() => setRevoking(invitation)}
                >
                  {t('invitations.revoke')}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      {revoking && (
        <ReasonDialog
          title={t('invitations.revokeOf', { name: nameOf(revoking) })}
          action={t('invitations.revoke')}
          isBad
          onSubmit={async (reason) => {
            const answer = await send('POST', `/api/admin/invitations/${revoking.id}/revoke`, { reason })
            router.refresh()
            return answer
          }}
          onClose={() => setRevoking(null)}
        >
          {t('invitations.revokeText')}
        </ReasonDialog>
      )}
    </>
  )
}
