'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { MediaKind } from '@/lib/catalog/schema'
import type { ModelView } from '@/lib/catalog/view'
import type { Board, Prices } from './board'
import type { Desk } from './desk'
import type { FormState, FormStore } from './form-store'
import type { MediaItem } from './media-item'

export type Form = {
  /** Begins the ids of all parts. */
  id: string
  model: ModelView
  store: FormStore
  desk: Desk
  board: Board
  /** Media fields on the page, by their paths: where dropped and pasted files may go. */
  intakes: Map<string, Intake>
}

export type Intake = { kind: MediaKind; hasRoom: () => boolean; take: (files: File[]) => void }

export const FormContext = createContext<Form | null>(null)

export function useForm(): Form {
  const form = useContext(FormContext)
  if (!form) throw new Error('A part of the form stands outside ModelForm')
  return form
}

/** A part of the form's state. `pick` answers a value that is the same object until it changes. */
export function useFormState<T>(pick: (state: FormState) => T): T {
  const { store } = useForm()
  const read = () => pick(store.state())
  return useSyncExternalStore(store.subscribe, read, read)
}

/** What a person set in one field; drawn anew when that changes and not before. */
export function useValue(path: string): unknown {
  const { store } = useForm()
  const read = () => store.get(path)
  return useSyncExternalStore(store.subscribe, read, read)
}

export const useError = (path: string): string | undefined => useFormState(({ errors }) => errors[path])

/** A part of the prices, under the same condition as `useFormState`. */
export function usePrices<T>(pick: (prices: Prices) => T): T {
  const { board } = useForm()
  const read = () => pick(board.get())
  return useSyncExternalStore(board.subscribe, read, read)
}

export function useItem(id: string): MediaItem | undefined {
  const { desk } = useForm()
  const read = () => desk.get(id)
  return useSyncExternalStore(desk.subscribe, read, read)
}
