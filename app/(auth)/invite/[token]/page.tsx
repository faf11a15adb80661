import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthPage, DeadLink } from '@/components/auth/auth-page'
import { JoinForm } from '@/components/auth/join-form'
import { findLink } from '@/lib/auth/links'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { readSettings } from '@/lib/settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('invite.title'), robots: { index: false } }
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('auth')
  const { token } = await params
  const link = await findLink(await db(), 'invite', token)
  if (!link) return <DeadLink>{t('invite.dead')}</DeadLink>
  const { signUp, welcomeCredits } = await readSettings(await db())
  if (signUp === 'closed') return <AuthPage title={t('invite.title')} text={t('invite.closed')} />
  const credits = toCredits(welcomeCredits + link.credits)
  const welcome = credits > 0 ? ` ${t('signUp.welcome', { credits })}` : ''
  return (
    <AuthPage title={t('invite.title')} text={t('invite.text') + welcome}>
      <JoinForm by="invite" token={token} email={link.email} />
    </AuthPage>
  )
}
