'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useZone } from '@/components/jobs/use-zone'
import { dateFormat } from '@/lib/format'
import type { ResultView } from '@/lib/gallery/schema'
import { goesOn } from './goes-on'

/** What results and their days are called. */
export function useResultWords() {
  const t = useTranslations('gallery')
  const locale = useLocale()
  const zone = useZone()
  return useMemo(() => {
    const long = { weekday: 'long', day: 'numeric', month: 'long' } as const
    const day = dateFormat(locale, 'UTC', long)
    const dayOfYear = dateFormat(locale, 'UTC', { ...long, year: 'numeric' })
    const month = dateFormat(locale, 'UTC', { month: 'short' })
    const monthOfYear = dateFormat(locale, 'UTC', { month: 'long', year: 'numeric' })
    const when = dateFormat(locale, zone, { dateStyle: 'medium', timeStyle: 'short' })
    const local = dateFormat('sv-SE', zone, { dateStyle: 'short' })
    const year = local.format(new Date()).slice(0, 4)
    return {
      /** `2026-11-21` on the reader's calendar. */
      dayOf: ({ createdAt }: ResultView) => local.format(new Date(createdAt)),
      day: (name: string) => (name.startsWith(year) ? day : dayOfYear).format(new Date(`${name}T12:00:00Z`)),
      month: (name: string) => month.format(new Date(`${name}-15T12:00:00Z`)),
      monthOfYear: (name: string) => monthOfYear.format(new Date(`${name}-15T12:00:00Z`)),
      name: (result: ResultView) =>
        t(result.isFavourite ? 'favouriteNamed' : 'named', {
          name: result.file.name,
          when: when.format(new Date(result.createdAt)),
        }),
      /** When it leaves the trash; null: it is not in there. */
      goes: ({ trashedAt }: ResultView, trashDays: number) =>
        trashedAt && t('goesOn', { day: goesOn(trashedAt, trashDays, locale, zone) }),
    }
  }, [t, locale, zone])
}
