import { type GroupId, groupIds } from './groups'

/** Where somebody is on the page of models, as the address says it. */
export type Place = {
  group: GroupId
  model?: string | undefined
  /** Its form begins with this job's settings, this preset's, or this file. */
  job?: string | undefined
  preset?: string | undefined
  file?: string | undefined
  /** The job on the table. */
  run?: string | undefined
}

const names = ['model', 'job', 'preset', 'file', 'run'] as const

/** Reads an address; what makes no sense is left out. */
export function readPlace(search: { get: (name: string) => string | null }): Place {
  const group = groupIds.find((id) => id === search.get('group')) ?? 'all'
  const rest = names.flatMap((name) => {
    const value = search.get(name)
    return value ? [[name, value] as const] : []
  })
  return { group, ...Object.fromEntries(rest) }
}

/** The address of a place. Slashes in a model's id stay readable. */
export function placeHref(place: Place): string {
  const pairs = [
    ...(place.group === 'all' ? [] : [['group', place.group] as const]),
    ...names.flatMap((name) => (place[name] ? [[name, place[name]] as const] : [])),
  ]
  const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2F', '/')}`)
  return query.length > 0 ? `/models?${query.join('&')}` : '/models'
}
