'use client'

import { useCallback, useEffect, useState } from 'react'
import { type Called, call, send } from '@/components/http/call'
import type { AdminModel, CheckView, Decision, FindingView } from '@/lib/admin/finding'

const LOOK_EVERY_MS = 1_500

const get = <T>(path: string) => call<T>(`/api/admin/models${path}`)
const addressOf = (id: string) => `/api/admin/models/${id.split('/').map(encodeURIComponent).join('/')}`

export type ModelChange = { offered: boolean; reason: string }

export type Catalogue = {
  models: readonly AdminModel[]
  findings: readonly FindingView[]
  check: CheckView | null
  load: () => Promise<void>
  askCheck: () => Promise<Called<unknown>>
  change: (id: string, change: ModelChange) => Promise<Called<unknown>>
  /** One after the other, up to the first that fails. */
  decide: (ids: readonly string[], decision: Decision, reason: string) => Promise<Called<unknown>>
}

/** As the page brings them. */
export type CatalogueView = {
  models: readonly AdminModel[]
  findings: readonly FindingView[]
  check: CheckView | null
}

/** The models with their switches, what the last check found, and how far one is that goes on. */
export function useCatalogue(initial: CatalogueView): Catalogue {
  const [models, setModels] = useState(initial.models)
  const [findings, setFindings] = useState(initial.findings)
  const [check, setCheck] = useState(initial.check)

  const load = useCallback(async () => {
    const [list, found, last] = await Promise.all([
      get<{ models: AdminModel[] }>(''),
      get<{ findings: FindingView[] }>('/findings'),
      get<{ check: CheckView | null }>('/check'),
    ])
    if (list.ok) setModels(list.value.models)
    if (found.ok) setFindings(found.value.findings)
    if (last.ok) setCheck(last.value.check)
  }, [])

  const goesOn = check !== null && check.state !== 'finished'
  useEffect(() => {
    if (!goesOn) return
    let timer: ReturnType<typeof setTimeout>
    const look = async () => {
      const last = await get<{ check: CheckView | null }>('/check')
      if (last.ok && last.value.check?.state === 'finished') return void load()
      if (last.ok) setCheck(last.value.check)
      timer = setTimeout(look, LOOK_EVERY_MS)
    }
    timer = setTimeout(look, LOOK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [goesOn, load])

  return {
    ...{ models, findings, check, load },
    askCheck: async () => {
      const answer = await send<{ check: CheckView }>('POST', '/api/admin/models/check', {})
      if (answer.ok) setCheck(answer.value.check)
      return answer
    },
    change: async (id, change) => {
      const answer = await send<{ model: AdminModel }>('PUT', addressOf(id), change)
      if (answer.ok) {
        const { model } = answer.value
        setModels((all) => all.map((one) => (one.id === id ? model : one)))
      }
      return answer
    },
    decide: async (ids, decision, reason) => {
      let answer: Called<unknown> = { ok: true, value: undefined }
      for (const id of ids) {
        answer = await send('POST', `/api/admin/models/findings/${id}`, { decision, reason })
        // Decided meanwhile, or no longer so: either way it is gone from here.
        if (!answer.ok && answer.status !== 404 && answer.status !== 409) break
      }
      await load()
      return answer
    },
  }
}
