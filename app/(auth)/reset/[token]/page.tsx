import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthPage, DeadLink } from '@/components/auth/auth-page'
import { ResetForm } from '@/components/auth/reset-form'
import { resetSubject } from '@/lib/auth/reset'
import { db } from '@/lib/database'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('reset.title'), robots: { index: false } }
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('auth')
  const { token } = await params
  const subject = await resetSubject(await db(), token)
  if (!subject) return <DeadLink>{t('reset.dead')}</DeadLink>
  return (
    <AuthPage title={t('reset.title')} text={t('reset.text', { email: subject.email })}>
      <ResetForm token={token} email={subject.email} />
    </AuthPage>
  )
}
