import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AuthPage } from '@/components/auth/auth-page'
import { JoinForm } from '@/components/auth/join-form'
import { nextPath } from '@/lib/auth/next-path'
import { currentUser } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { readSettings } from '@/lib/settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('signUp.title') }
}

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignUpPage({ searchParams }: Query) {
  const t = await getTranslations('auth')
  const next = nextPath((await searchParams).next)
  if (await currentUser()) redirect(next)
  const { signUp, welcomeCredits } = await readSettings(await db())
  const already = (
    <>
      {t('signUp.already')}{' '}
      <Link href="/sign-in" className="link underline underline-offset-[3px]">
        {t('signIn.action')}
      </Link>
    </>
  )
  if (signUp === 'closed')
    return <AuthPage title={t('signUp.title')} text={t('signIn.new.closed')} foot={already} />
  if (signUp === 'invite')
    return <AuthPage title={t('signUp.closedTitle')} text={t('signUp.closed')} foot={already} />
  const welcome = welcomeCredits > 0 && t('signUp.welcome', { credits: toCredits(welcomeCredits) })
  return (
    <AuthPage title={t('signUp.title')} text={welcome} foot={already}>
      <JoinForm by="sign-up" next={next} />
    </AuthPage>
  )
}
