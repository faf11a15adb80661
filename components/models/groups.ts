import type { ModelCard, ModelGroup } from '@/lib/catalog/view'

/** What people come for, in the order of the list. Words in `models.groups`. */
export const taskGroups = [
  'background',
  'upscale',
  'edit',
  'generate',
  'film',
  'sound',
  'other',
] as const satisfies readonly ModelGroup[]

/** A person's own choices. */
export const ownGroups = ['favourites', 'lately', 'presets'] as const
type OwnGroup = (typeof ownGroups)[number]
export type GroupId = 'all' | ModelGroup | OwnGroup

export const groupIds: readonly GroupId[] = ['all', ...taskGroups, ...ownGroups]

/** What a person's own groups hold: ids of models, in the order in which they are shown. */
export type Own = Record<Exclude<OwnGroup, 'presets'>, readonly string[]>

/** The models of a group. A person's own keep their order. */
export function inGroup(models: readonly ModelCard[], group: GroupId, own: Own): readonly ModelCard[] {
  if (group === 'all') return models
  if (group === 'presets') return []
  if (group === 'favourites' || group === 'lately') {
    const byId = new Map(models.map((card) => [card.id, card]))
    return own[group].flatMap((id) => byId.get(id) ?? [])
  }
  return models.filter((card) => card.group === group)
}

/** How many models each group has. */
export function countGroups(models: readonly ModelCard[], own: Own): Record<string, number> {
  const counts: Record<string, number> = { all: models.length }
  for (const group of taskGroups) counts[group] = 0
  for (const { group } of models) counts[group] = (counts[group] ?? 0) + 1
  const there = new Set(models.map((card) => card.id))
  for (const group of ['favourites', 'lately'] as const) {
    counts[group] = own[group].filter((id) => there.has(id)).length
  }
  return counts
}
