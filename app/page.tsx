import { getTranslations } from 'next-intl/server'
import { Facts } from '@/components/landing/facts'
import { Hero } from '@/components/landing/hero'
import { PublicHeader } from '@/components/layout/public-header'
import { LinkButton } from '@/components/ui/link-button'
import { currentUser } from '@/lib/auth/session'
import { toCredits } from '@/lib/credits/amount'
import { db } from '@/lib/database'
import { readSettings } from '@/lib/settings'

export default async function LandingPage() {
  const t = await getTranslations('landing')
  const user = await currentUser()
  const { signUp, welcomeCredits } = await readSettings(await db())
  return (
    <>
      <PublicHeader className="on-table px-28 max-wide:px-8">
        {!user && (
          <LinkButton variant="quiet" href="/sign-in">
            {t('signIn')}
          </LinkButton>
        )}
      </PublicHeader>
      <main id="main">
        <Hero isSignedIn={user !== null} canSignUp={signUp === 'open'} welcome={toCredits(welcomeCredits)} />
        <Facts />
      </main>
    </>
  )
}
