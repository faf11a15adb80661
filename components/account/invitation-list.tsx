'use client'

import dynamic from 'next/dynamic'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CopyButton } from '@/components/account/copy-button'
import { send } from '@/components/http/call'
import { persistent } from '@/components/http/persistent'
import { useZone } from '@/components/jobs/use-zone'
import { MoreButton } from '@/components/pages/more-button'
import { usePages } from '@/components/pages/use-pages'
import { Button } from '@/components/ui/button'
import type { Invitation, InvitationsPage } from '@/lib/auth/invitation-schema'
import { formatMoment } from '@/lib/format'

const ReasonDialog = dynamic(
  persistent(() => import('@/components/admin/reason-dialog').then((part) => part.ReasonDialog)),
  { ssr: false },
)

export type InvitationListProps = {
  initial: InvitationsPage
  /** When the page was made (ms). */
  now: number
}

/** The open invitations, newest first. */
export function InvitationList({ initial, now }: InvitationListProps) {
  const t = useTranslations('admin')
  const locale = useLocale()
  const zone = useZone()
  const list = usePages(
    initial,
    (page) => page.invitations,
    (cursor) => `/api/admin/invitations?cursor=${cursor}`,
  )
  const [revoking, setRevoking] = useState<Invitation | null>(null)
  const nameOf = ({ email }: Invitation) => email ?? t('invitations.anyone')

  return (
    <>
      {list.items.length === 0 && <p className="text-ink-2">{t('invitations.none')}</p>}
      <ul>
        {list.items.map((invitation) => {
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
                    t('invitations.until', { at: formatMoment(locale, invitation.expiresAt, zone, now) }),
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
      <MoreButton list={list} />
      {revoking && (
        <ReasonDialog
          title={t('invitations.revokeOf', { name: nameOf(revoking) })}
          action={t('invitations.revoke')}
          isBad
          onSubmit={async (reason) => {
            const answer = await send('POST', `/api/admin/invitations/${revoking.id}/revoke`, { reason })
            // Used or revoked meanwhile: either way it is gone from here.
            if (answer.ok || answer.status === 404)
              list.set((all) => ({ ...all, items: all.items.filter(({ id }) => id !== revoking.id) }))
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
