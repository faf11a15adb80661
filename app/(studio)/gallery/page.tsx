import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Gallery } from '@/components/gallery/gallery'
import { placeHref, readPlace } from '@/components/gallery/place'
import { requireUser } from '@/lib/auth/session'
import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { boardsOf } from '@/lib/gallery/boards'
import { modelsWithResults } from '@/lib/gallery/models'
import { readSettings } from '@/lib/settings'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gallery')
  return { title: t('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function GalleryPage({ searchParams }: Props) {
  const asked = await searchParams
  const get = (name: string) => [asked[name]].flat()[0] ?? null
  const user = await requireUser(placeHref(readPlace({ get })))
  const handle = await db()
  const [credits, boards, models, { trashDays }] = await Promise.all([
    balance(handle, user.id),
    boardsOf(handle, user.id),
    modelsWithResults(handle, user.id),
    readSettings(handle),
  ])
  return (
    // The results scroll, not the page: the scrubber and what is chosen stay in sight.
    <main
      id="main"
      className="relative flex-1 max-desk:h-[calc(100dvh-112px-env(safe-area-inset-bottom))] max-desk:flex-none desk:min-h-[520px]"
    >
      <Gallery userId={user.id} credits={credits} boards={boards} models={models} trashDays={trashDays} />
    </main>
  )
}
