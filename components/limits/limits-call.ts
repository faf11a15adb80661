import { call, send } from '@/components/http/call'
import type { AskedGroup, GroupView, PeopleLimits, PersonLimits } from '@/lib/admin/limits-schema'

const PATH = '/api/admin/groups'

export const getGroups = () => call<{ groups: GroupView[] }>(PATH)
export const saveGroup = (id: string | null, asked: AskedGroup) =>
  id === null
    ? send<{ group: GroupView }>('POST', PATH, asked)
    : send<{ group: GroupView }>('PUT', `${PATH}/${id}`, asked)
export const removeGroup = (id: string, reason: string) => send('POST', `${PATH}/${id}/remove`, { reason })

export const getPersonLimits = (id: string) => call<PersonLimits>(`/api/admin/people/${id}/limits`)
export const setPeopleLimits = (asked: PeopleLimits) => send('PUT', '/api/admin/people/limits', asked)
