'use client'

import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/admin/reason-dialog'
import { send } from '@/components/http/call'
import { LimitsDialog } from '@/components/limits/limits-dialog'
import type { PersonView } from '@/lib/auth/schema'

export type Deed = 'role' | 'sign-out' | 'limits' | 'disable' | 'enable' | 'reset-link'

export type PersonActsProps = {
  deed: Deed
  /** One person; the ids of several for limits alone. */
  whom: PersonView | readonly string[]
  onDone: (changed?: Partial<PersonView>) => void
  /** The page where the person sets a new password. */
  onLink: (person: PersonView, path: string) => void
  onClose: () => void
}

/** What is done to an account with a reason: suspended and restored, its role, its sessions, its limits, a new password. */
export function PersonActs({ deed, whom, onDone, onLink, onClose }: PersonActsProps) {
  const t = useTranslations('limits.acts')
  const people = useTranslations('admin.people')
  if (deed === 'limits' || !('id' in whom)) return <LimitsDialog {...{ whom, onClose }} onSaved={onDone} />
  const { id, name } = whom
  if (deed === 'reset-link')
    return (
      <ReasonDialog
        title={people('resetTitle', { name })}
        action={people('resetMake')}
        onSubmit={async (reason) => {
          const answer = await send<{ path: string }>('POST', `/api/admin/users/${id}/reset-link`, { reason })
          if (answer.ok) onLink(whom, answer.value.path)
          return answer
        }}
        onClose={onClose}
      >
        {people('resetAsk')}
      </ReasonDialog>
    )
  if (deed === 'disable' || deed === 'enable') {
    const isSuspend = deed === 'disable'
    return (
      <ReasonDialog
        title={people(isSuspend ? 'ask' : 'askBack', { name })}
        action={people(isSuspend ? 'disable' : 'enable')}
        isBad={isSuspend}
        onSubmit={async (reason) => {
          const answer = await send('POST', `/api/admin/users/${id}/${deed}`, { reason })
          if (answer.ok) onDone({ state: isSuspend ? 'disabled' : 'active' })
          return answer
        }}
        onClose={onClose}
      >
        {people(isSuspend ? 'askText' : 'askBackText')}
      </ReasonDialog>
    )
  }
  const isSignOut = deed === 'sign-out'
  const role = whom.role === 'admin' ? 'user' : 'admin'
  async function act(reason: string) {
    const answer = isSignOut
      ? await send('POST', `/api/admin/users/${id}/sign-out`, { reason })
      : await send('PUT', `/api/admin/users/${id}/role`, { role, reason })
    if (answer.ok) onDone(isSignOut ? undefined : { role })
    return answer
  }
  const title = isSignOut ? 'signOutTitle' : role === 'admin' ? 'adminTitle' : 'userTitle'
  const action = isSignOut ? 'signOut' : role === 'admin' ? 'makeAdmin' : 'makeUser'
  return (
    <ReasonDialog
      title={t(title, { name })}
      action={t(action)}
      isBad={role === 'user'}
      onSubmit={act}
      onClose={onClose}
    >
      {isSignOut ? t('signOutText') : role === 'admin' ? t('adminText') : t('userText')}
    </ReasonDialog>
  )
}
