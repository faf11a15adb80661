import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Studio } from '@/components/studio/studio'
import { requireUser } from '@/lib/auth/session'
import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { termsFor } from '@/lib/jobs/allowed'
import { modelCount, quickTools } from '@/lib/models/tools'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('studio')
  return { title: t('title') }
}

export default async function StudioPage() {
  const user = await requireUser('/studio')
  const credits = await balance(await db(), user.id)
  const locale = await getLocale()
  const [tools, count] = await Promise.all([
    quickTools(locale, await termsFor(await db(), user.id)),
    modelCount(locale),
  ])
  return (
    // The parts scroll, not the page: the table takes what header and strip leave.
    <main id="main" className="relative flex-1 desk:min-h-[520px]">
      <Studio userId={user.id} tools={tools} modelCount={count} credits={credits} />
    </main>
  )
}
