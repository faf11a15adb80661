'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useZone } from '@/components/jobs/use-zone'
import type { ResultView } from '@/lib/gallery/schema'
import { goesOn } from './goes-on'

/** What results and their days are called. */
export function useResultWords() {
  const t = useTranslations('gallery')
  const locale = useLocale()
  const zone = useZone()
  return useMemo(() => {
    const form = locale === 'en' ? 'en-GB' : locale
    const long = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const
    const day = new Intl.DateTimeFormat(form, long)
    const dayOfYear = new Intl.DateTimeFormat(form, { ...long, year: 'numeric' })
    const month = new Intl.DateTimeFormat(form, { month: 'short', timeZone: 'UTC' })
    const monthOfYear = new Intl.DateTimeFormat(form, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    const when = new Intl.DateTimeFormat(form, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
    const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone })
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
        trashedAt && t('goesOn', { day: goesOn(trashedAt, trashDays, form, zone) }),
    }
  }, [t, locale, zone])
}
