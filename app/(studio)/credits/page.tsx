import type { Metadata } from 'next'
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server'
import { RedeemForm } from '@/components/codes/redeem-form'
import { type Choice, MonthSelect, MovementsHead } from '@/components/credits/choice'
import { Figure } from '@/components/credits/figure'
import { LowNote } from '@/components/credits/low-note'
import { Movements } from '@/components/credits/movements'
import { Spending } from '@/components/credits/spending'
import { requireUser } from '@/lib/auth/session'
import { modelList } from '@/lib/catalog/offer'
import { toCredits } from '@/lib/credits/amount'
import { monthOf, wallTime } from '@/lib/credits/month'
import { MOVEMENTS_PAGE, monthSchema, movementFilters } from '@/lib/credits/movement-view'
import { movedMonths, movements } from '@/lib/credits/movements'
import { balance } from '@/lib/credits/queries'
import { spending } from '@/lib/credits/spending'
import { db } from '@/lib/database'
import { terms } from '@/lib/jobs/terms'
import { readSettings } from '@/lib/settings'

/** What the notice of a low balance counts in. */
const REMOVE_BACKGROUND = 'recraft/remove-background'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('credits')
  return { title: t('title') }
}

type Props = { searchParams: Promise<{ month?: string | string[]; kind?: string | string[] }> }

export default async function CreditsPage({ searchParams }: Props) {
  const user = await requireUser('/credits')
  const t = await getTranslations('credits')
  const locale = await getLocale()
  const zone = await getTimeZone()
  const asked = await searchParams
  const handle = await db()
  const now = new Date()
  const moved = await movedMonths(handle, user.id, zone, now)
  const current = monthOf(now, zone)
  const choice: Choice = {
    month: monthSchema.safeParse(asked.month).data ?? moved[0] ?? current,
    kind: movementFilters.find((kind) => kind === asked.kind) ?? 'all',
  }
  const months = [...new Set([...moved, current, choice.month])].toSorted().reverse()
  const query = { ...choice, zone }
  const credits = await balance(handle, user.id)
  const { lowBalance } = await readSettings(handle)
  const page = await movements(handle, user.id, { ...query, limit: MOVEMENTS_PAGE }, locale)
  const spent = await spending(handle, user.id, query, locale)
  const each = modelList(locale, await terms()).find(({ id }) => id === REMOVE_BACKGROUND)?.from ?? null
  return (
    <main
      id="main"
      className="mx-auto w-full max-w-[1216px] flex-1 px-8 pt-8 pb-16 max-desk:px-4 max-desk:pt-5 max-desk:pb-6"
    >
      <h1 className="sr-only">{t('title')}</h1>
      <Figure userId={user.id} initial={credits} />
      <p className="mt-3 max-w-prose text-12 text-ink-3 max-desk:text-[13px]">{t('more')}</p>
      <LowNote userId={user.id} initial={credits} below={toCredits(lowBalance)} each={each} />
      <RedeemForm />
      <div className="mt-8 w-52 max-desk:mt-6 max-desk:w-full">
        <MonthSelect choice={choice} months={months} zone={zone} />
      </div>
      <Spending
        key={`${choice.month} ${zone}`}
        initial={spent}
        credits={credits}
        today={wallTime(now, zone).slice(0, 10)}
      />
      <MovementsHead choice={choice} zone={zone} />
      <Movements
        key={`${choice.month} ${choice.kind} ${zone}`}
        initial={page}
        credits={credits}
        query={new URLSearchParams(query).toString()}
        now={now.getTime()}
      />
    </main>
  )
}
