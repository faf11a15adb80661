import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ModelsPage } from '@/components/models/models-page'
import { placeHref, readPlace } from '@/components/models/place'
import { requireUser } from '@/lib/auth/session'
import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { favouritesOf } from '@/lib/models/favourites'
import { presetsOf } from '@/lib/models/presets'
import { recentModels } from '@/lib/models/recent'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('models')
  return { title: t('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Models({ searchParams }: Props) {
  const asked = await searchParams
  const get = (name: string) => [asked[name]].flat()[0] ?? null
  const user = await requireUser(placeHref(readPlace({ get })))
  const handle = await db()
  const [credits, favourites, presets, lately] = await Promise.all([
    balance(handle, user.id),
    favouritesOf(handle, user.id),
    presetsOf(handle, user.id),
    recentModels(handle, user.id),
  ])
  return (
    // The parts scroll, not the page, wherever there is room for several.
    <main id="main" className="relative flex-1 desk:min-h-[520px]">
      <ModelsPage userId={user.id} credits={credits} mine={{ favourites, presets }} lately={lately} />
    </main>
  )
}
