'use client'

import { Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useOptimistic, useTransition } from 'react'
import { useZone } from '@/components/jobs/use-zone'
import { LinkButton } from '@/components/ui/link-button'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { type MovementFilter, movementFilters } from '@/lib/credits/movement-view'
import { formatMonth } from '@/lib/format'

/** A name of its own in every language. */
const FORMAT = 'CSV'

/** What the page shows; its address says it. */
export type Choice = { month: string; kind: MovementFilter }

/** Shows at once what was chosen, while the page of it is on its way. */
function useChoice(choice: Choice) {
  const router = useRouter()
  const [, startTransition] = useTransition()
  const [shown, show] = useOptimistic(choice)
  const choose = (changed: Partial<Choice>) =>
    startTransition(() => {
      const next = { ...choice, ...changed }
      show(next)
      router.replace(`/credits?${new URLSearchParams(next)}`, { scroll: false })
    })
  return [shown, choose] as const
}

export type MonthSelectProps = { choice: Choice; months: readonly string[]; zone: string }

/** Any month with movements. */
export function MonthSelect({ choice, months, zone }: MonthSelectProps) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const router = useRouter()
  const readerZone = useZone()
  const [{ month }, choose] = useChoice(choice)
  // The first page of all was made before the browser told its zone.
  useEffect(() => {
    if (readerZone !== zone) router.refresh()
  }, [readerZone, zone, router])
  return (
    <Select
      label={t('month')}
      value={month}
      options={months.map((id) => ({ id, label: formatMonth(locale, id) }))}
      onChange={(chosen) => choose({ month: chosen })}
    />
  )
}

/** Which kinds of movements are listed, and the month as a file. */
export function MovementsHead({ choice, zone }: { choice: Choice; zone: string }) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const [{ kind, month }, choose] = useChoice(choice)
  return (
    <div className="mt-10 mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 max-desk:mt-8">
      <h2 className="flex-1 whitespace-nowrap font-strong text-13 tracking-normal max-desk:text-15">
        {t('every')}
      </h2>
      <LinkButton
        variant="quiet"
        download
        href={`/api/credits/movements.csv?${new URLSearchParams({ month, zone })}`}
        aria-label={t('download', { month: formatMonth(locale, month) })}
        className="-mr-3 desk:order-last"
      >
        <Download aria-hidden size={16} strokeWidth={1.6} />
        {FORMAT}
      </LinkButton>
      <Segmented
        label={t('filter')}
        value={kind}
        segments={movementFilters.map((id) => ({ id, label: t(`filters.${id}`) }))}
        onChange={(chosen) => choose({ kind: chosen })}
      />
    </div>
  )
}
