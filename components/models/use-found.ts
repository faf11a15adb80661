'use client'

import { useLocale } from 'next-intl'
import { useMemo } from 'react'
import type { PresetView } from '@/lib/models/schema'
import { useCards } from './cards'
import { countGroups, inGroup, type Own } from './groups'
import type { Line } from './model-list'
import type { Place } from './place'
import { createSearch, findNotOffered, inOrder } from './search'
import { useRetired } from './use-retired'

type Asked = { place: Place; own: Own; presets: readonly PresetView[] }

/** What the search and the chosen group leave, and how many each group has. */
export function useFound({ place, own, presets }: Asked, query: string) {
  const locale = useLocale()
  const { models, notOffered, status } = useCards()
  const retired = useRetired()
  const ordered = useMemo(() => inOrder(models, locale), [models, locale])
  const search = useMemo(() => createSearch(ordered), [ordered])
  const met = useMemo(() => search(query), [search, query])
  const isShown = retired.isOn || place.group === 'favourites' || place.group === 'lately'
  const open = useMemo(() => met.filter((card) => isShown || !card.retired), [met, isShown])
  const found = useMemo(() => {
    const said = query.trim().toLowerCase()
    const own = presets.filter(({ name }) => name.toLowerCase().includes(said))
    return { presets: own, services: findNotOffered(notOffered, query) }
  }, [query, presets, notOffered])
  const lines = useMemo((): readonly Line[] => {
    if (place.group !== 'presets') {
      return inGroup(open, place.group, own).map((card) => ({ kind: 'model', id: card.id, card }))
    }
    return found.presets.map((preset) => {
      const card = models.find(({ id }) => id === preset.model)
      return { kind: 'preset', id: preset.id, preset, card }
    })
  }, [open, place.group, own, found, models])
  const counts = useMemo((): Readonly<Record<string, number>> => {
    // Nothing is counted before it is there.
    if (status !== 'ready') return {}
    const listed = countGroups(
      met.filter((card) => retired.isOn || !card.retired),
      own,
    )
    const { favourites = 0, lately = 0 } = countGroups(met, own)
    // One's own are counted as they are listed, retired ones among them.
    return { ...listed, favourites, lately, presets: found.presets.length }
  }, [status, met, own, found, retired.isOn])
  const hidden = isShown ? 0 : inGroup(met, place.group, own).filter((card) => card.retired).length
  return { lines, counts, services: found.services, hidden, retired }
}
