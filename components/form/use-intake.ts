'use client'

import { useEffect } from 'react'
import { listenForFiles } from '@/components/upload/window-files'
import type { MediaKind } from '@/lib/catalog/schema'
import { type Form, type Intake, useForm } from './use-form'

const kindOf = (mime: string): MediaKind | null => {
  const [kind] = mime.split('/')
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : null
}

/** The field that a file of this kind goes to: the one at hand if it takes the kind, else the first with room for it. */
export function targetFor(
  intakes: ReadonlyMap<string, Pick<Intake, 'kind' | 'hasRoom'>>,
  at: string | null,
  kind: MediaKind | null,
): string | null {
  const here = at === null ? undefined : intakes.get(at)
  if (here && (kind === null || here.kind === kind)) return at
  const fitting = [...intakes].filter(([, intake]) => kind === null || intake.kind === kind)
  return (fitting.find(([, intake]) => intake.hasRoom()) ?? fitting[0])?.[0] ?? null
}

const pathAt = (target: EventTarget | null) =>
  target instanceof Element
    ? (target.closest('[data-intake]')?.getAttribute('data-intake') ??
      target.closest('[data-field]')?.getAttribute('data-field') ??
      null)
    : null

/** Gives each file to the field that fits it; what fits nowhere goes to the field at hand, which says why not. */
function hand({ intakes }: Form, files: readonly File[], at: string | null) {
  const groups = new Map<string, File[]>()
  for (const file of files) {
    const path = targetFor(intakes, at, kindOf(file.type)) ?? targetFor(intakes, at, null)
    if (path) groups.set(path, [...(groups.get(path) ?? []), file])
  }
  for (const [path, group] of groups) intakes.get(path)?.take(group)
}

/** Files dropped or pasted anywhere on the page find their field. */
export function useFormIntake() {
  const form = useForm()
  useEffect(() => {
    const { store, intakes } = form
    const setOver = (over: string | null) => {
      if (store.state().over !== over) store.patch({ over })
    }
    return listenForFiles({
      isClosed: () => intakes.size === 0,
      over: (transfer, target) =>
        setOver(targetFor(intakes, pathAt(target), kindOf(transfer.items[0]?.type ?? ''))),
      out: () => setOver(null),
      take: (files, target) => hand(form, files, pathAt(target)),
    })
  }, [form])
}
