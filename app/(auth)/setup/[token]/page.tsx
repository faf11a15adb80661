import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthPage, DeadLink } from '@/components/auth/auth-page'
import { JoinForm } from '@/components/auth/join-form'
import { findLink } from '@/lib/auth/links'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('setup.title'), robots: { index: false } }
}

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('auth')
  const { token } = await params
  if (!(await findLink(await db(), 'setup', token))) return <DeadLink>{t('setup.dead')}</DeadLink>
  return (
    <AuthPage title={t('setup.title')} text={t('setup.text')}>
      <JoinForm by="setup" token={token} />
    </AuthPage>
  )
}
