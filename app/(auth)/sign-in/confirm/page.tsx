import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuthPage, DeadLink } from '@/components/auth/auth-page'
import { buttonStyle } from '@/components/ui/button-style'
import { nextPath } from '@/lib/auth/next-path'
import { normalizeEmail } from '@/lib/auth/schema'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth')
  return { title: t('confirm.title'), robots: { index: false } }
}

type Query = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where a mailed link leads: the press on the button uses it, so that programs that only look do not. */
export default async function ConfirmPage({ searchParams }: Query) {
  const t = await getTranslations('auth')
  const { token, email, callbackUrl } = await searchParams
  const address = typeof email === 'string' ? normalizeEmail(email) : null
  if (typeof token !== 'string' || !address) return <DeadLink>{t('signIn.errors.Verification')}</DeadLink>
  const back = typeof callbackUrl === 'string' && URL.canParse(callbackUrl) ? new URL(callbackUrl) : null
  const next = nextPath(back && back.pathname + back.search)
  return (
    <AuthPage title={t('confirm.title')} text={t('confirm.text', { email: address })}>
      <form action="/api/auth/callback/nodemailer" method="get" className="mt-6">
        <input type="hidden" name="callbackUrl" value={next} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={address} />
        <button type="submit" className={buttonStyle({ look: 'main', size: 'run' })}>
          {t('signIn.action')}
        </button>
      </form>
    </AuthPage>
  )
}
