import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AuthPage } from '@/components/auth/auth-page'
import { SignInForm } from '@/components/auth/sign-in-form'
import { nextPath } from '@/lib/auth/next-path'
import { waysToSignIn } from '@/lib/auth/providers'
import { currentUser } from '@/lib/auth/session'
import { db } from '@/lib/database'
import { readSettings } from '@/lib/settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('signIn.title') }
}

/** Why next-auth or we sent somebody back here; every other reason is `other`. */
const reasons = ['no_account', 'link_first', 'Verification'] as const

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SignInPage({ searchParams }: Query) {
  const t = await getTranslations('auth')
  const query = await searchParams
  const next = nextPath(query.next ?? query.callbackUrl)
  if (await currentUser()) redirect(next)
  const ways = waysToSignIn()
  const { signUp } = await readSettings(await db())
  const reason = query.error && (reasons.find((known) => known === query.error) ?? 'other')
  return (
    <AuthPage
      title={t('signIn.title')}
      foot={
        <>
          {t(`signIn.new.${signUp}`)}{' '}
          {signUp === 'open' && (
            <Link
              href={next === nextPath(null) ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`}
              className="link underline underline-offset-[3px]"
            >
              {t('signIn.create')}
            </Link>
          )}
          {!ways.mail && <span className="mt-2 block">{t('signIn.askAdmin')}</span>}
        </>
      }
    >
      <SignInForm next={next} ways={ways} error={reason ? t(`signIn.errors.${reason}`) : undefined} />
    </AuthPage>
  )
}
