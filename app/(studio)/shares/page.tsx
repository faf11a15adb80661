import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ShareList } from '@/components/share/share-list'
import { requireUser } from '@/lib/auth/session'
import { db } from '@/lib/database'
import { SHARES_PAGE } from '@/lib/share/bounds'
import { firstShares } from '@/lib/share/mine'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('share.list')
  return { title: t('title') }
}

export default async function SharesPage() {
  const user = await requireUser('/shares')
  const t = await getTranslations('share.list')
  const initial = await firstShares(await db(), user.id, SHARES_PAGE)
  return (
    <main id="main" className="mx-auto w-full max-w-[860px] flex-1 px-6 py-8 max-desk:px-4 max-desk:py-5">
      <h1>{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-prose text-ink-2 text-pretty">{t('text')}</p>
      <ShareList initial={initial} now={Date.now()} />
    </main>
  )
}
