'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { type Called, call, send } from '@/components/http/call'
import type { PresetView } from '@/lib/models/schema'

/** What one person keeps about models. */
export type Mine = { favourites: readonly string[]; presets: readonly PresetView[] }

type State = Mine & { readAt: number }

/** What the page brought is believed for so long; another tab may have changed it since (ms). */
const FRESH = 30_000

/** One for all parts of the tab, made anew when another person signs in. Changes show at once and go back if refused. */
function createMine(initial: Mine) {
  const listeners = new Set<() => void>()
  let state: State = { ...initial, readAt: Date.now() }

  function set(part: Partial<State>) {
    state = { ...state, ...part }
    for (const listener of [...listeners]) listener()
  }

  const changePresets = (change: (presets: readonly PresetView[]) => readonly PresetView[]) =>
    set({ presets: change(state.presets) })

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    get: (): Mine => state,
    /** Looks again whether all is as it was, when that was long ago. */
    async renew() {
      if (Date.now() - state.readAt < FRESH) return
      set({ readAt: Date.now() })
      const [favourites, presets] = await Promise.all([
        call<Pick<Mine, 'favourites'>>('/api/favourites'),
        call<Pick<Mine, 'presets'>>('/api/presets'),
      ])
      if (favourites.ok && presets.ok) set({ ...favourites.value, ...presets.value })
    },
    async setFavourite(model: string, isOne: boolean) {
      const before = state.favourites
      const others = before.filter((id) => id !== model)
      set({ favourites: isOne ? [model, ...others] : others })
      const path = `/api/favourites/${model.split('/').map(encodeURIComponent).join('/')}`
      const answer = await call(path, { method: isOne ? 'PUT' : 'DELETE' })
      if (!answer.ok) set({ favourites: before })
    },
    async addPreset(
      preset: Pick<PresetView, 'model' | 'name' | 'input'>,
    ): Promise<Called<{ preset: PresetView }>> {
      const answer = await send<{ preset: PresetView }>('POST', '/api/presets', preset)
      if (answer.ok) changePresets((presets) => [...presets, answer.value.preset])
      return answer
    },
    async changePreset(
      id: string,
      change: Partial<Pick<PresetView, 'name' | 'input'>>,
    ): Promise<Called<{ preset: PresetView }>> {
      const answer = await send<{ preset: PresetView }>('PATCH', `/api/presets/${id}`, change)
      if (answer.ok)
        changePresets((presets) => presets.map((one) => (one.id === id ? answer.value.preset : one)))
      return answer
    },
    async removePreset(id: string): Promise<Called<unknown>> {
      const answer = await call(`/api/presets/${id}`, { method: 'DELETE' })
      // What is gone already is gone.
      if (answer.ok || answer.status === 404)
        changePresets((presets) => presets.filter((one) => one.id !== id))
      return answer
    },
  }
}

export type MineStore = ReturnType<typeof createMine>

let current: { userId: string; store: MineStore } | null = null

function storeOf(userId: string, initial: Mine): MineStore {
  if (typeof window === 'undefined') return createMine(initial)
  if (current?.userId !== userId) current = { userId, store: createMine(initial) }
  return current.store
}

/** This person's favourites and presets, `initial` until this tab knows better. */
export function useMine(userId: string, initial: Mine): [Mine, MineStore] {
  const [store] = useState(() => storeOf(userId, initial))
  useEffect(() => void store.renew(), [store])
  return [useSyncExternalStore(store.subscribe, store.get, () => initial), store]
}
