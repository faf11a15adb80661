import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { Figure } from '@/components/credits/figure'
import { movementLine } from '@/components/credits/movement-line'
import { MovementList } from '@/components/credits/movement-list'
import { LinkButton } from '@/components/ui/link-button'
import { requireUser } from '@/lib/auth/session'
import { modelList } from '@/lib/catalog/offer'
import { balance, movements } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { terms } from '@/lib/jobs/terms'

const PAGE = 50

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('credits')
  return { title: t('title') }
}

type Props = { searchParams: Promise<{ before?: string | string[] }> }

export default async function CreditsPage({ searchParams }: Props) {
  const user = await requireUser('/credits')
  const t = await getTranslations('credits')
  const { before } = await searchParams
  const from = typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : undefined
  const handle = await db()
  const found = await movements(handle, user.id, { before: from, limit: PAGE + 1 })
  const models = modelList(await getLocale(), await terms())
  const lines = found.slice(0, PAGE).map((movement) => movementLine(movement, models))
  const last = found.length > PAGE ? lines.at(-1) : undefined
  return (
    <main
      id="main"
      className="mx-auto w-full max-w-[1216px] flex-1 px-8 pt-8 pb-16 max-desk:px-4 max-desk:pt-5 max-desk:pb-6"
    >
      <h1 className="sr-only">{t('title')}</h1>
      <Figure userId={user.id} initial={await balance(handle, user.id)} />
      <p className="mt-3 max-w-prose text-12 text-ink-3 max-desk:text-[13px]">{t('more')}</p>
      <h2 className="mt-8 mb-3 font-strong text-13 tracking-normal max-desk:mt-6 max-desk:text-15">
        {t('every')}
      </h2>
      {lines.length === 0 ? (
        <p className="text-ink-2">{t('none')}</p>
      ) : (
        <MovementList lines={lines} now={Date.now()} />
      )}
      <div className="mt-4 flex gap-2">
        {from !== undefined && <LinkButton href="/credits">{t('newest')}</LinkButton>}
        {last && <LinkButton href={`/credits?before=${last.id}`}>{t('older')}</LinkButton>}
      </div>
    </main>
  )
}
