import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { AuthPage } from '@/components/auth/auth-page'
import { ForgotForm } from '@/components/auth/forgot-form'
import { waysToSignIn } from '@/lib/auth/providers'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('forgot.title') }
}

export default async function ForgotPage() {
  const t = await getTranslations('auth')
  const { mail } = waysToSignIn()
  return (
    <AuthPage
      title={t('forgot.title')}
      text={mail ? t('forgot.text') : t('forgot.noMail')}
      foot={
        <Link href="/sign-in" className="link">
          {t('forgot.back')}
        </Link>
      }
    >
      {mail && <ForgotForm />}
    </AuthPage>
  )
}
