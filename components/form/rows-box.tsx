'use client'

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { FieldView } from '@/lib/catalog/view'
import { filesIn, rowsOf } from './fields'
import type { Row } from './form-store'
import { type FieldProps, Frame } from './frame'
import { newItemId } from './media-item'
import { moved } from './reorder'
import { useForm, useValue } from './use-form'

export type RowsBoxProps = FieldProps & { renderField: (field: FieldView, path: string) => ReactNode }

const icon = { 'aria-hidden': true, size: 14, strokeWidth: 1.8 } as const
const small =
  'grid size-7 shrink-0 place-items-center rounded-control text-ink-3 hover:bg-well hover:text-ink disabled:opacity-30 max-desk:size-11'

/** A repeatable group: lines of a dialogue, shots of a film, named subjects. */
export function RowsBox({ field, path, renderField }: RowsBoxProps) {
  const t = useTranslations('form')
  const { store, desk } = useForm()
  const held = useValue(path)
  const rows = rowsOf(held)
  const few = Math.max(1, field.minItems ?? 1)
  const least = field.required ? few : 0
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const { maxItems, itemFields = [] } = field
  const set = (next: readonly Row[]) => store.set(path, next.length > 0 ? next : undefined)

  // What must be there is there to be filled in.
  useEffect(() => {
    const now = rowsOf(store.get(path))
    if (now.length >= least) return
    store.set(path, [...now, ...Array.from({ length: least - now.length }, blankRow)])
  })

  function focusRow(index: number) {
    requestAnimationFrame(() => {
      const first = list.current?.children[index]?.querySelector('[data-field]')
      first?.querySelector<HTMLElement>('textarea, input:not([hidden]), button')?.focus()
    })
  }
  function move(from: number, to: number) {
    set(moved(rows, from, to))
    setSaid(t('rowMoved', { from: from + 1, place: to + 1, count: rows.length }))
  }
  function remove(index: number) {
    const row = rows[index]
    if (row) desk.remove(itemFields.flatMap((inner) => filesIn(inner, row.values[inner.name])))
    set(rows.toSpliced(index, 1))
    setSaid(t('rowGone', { place: index + 1 }))
    focusRow(Math.max(0, index - 1))
  }
  const aside = [!field.required && t('optional'), maxItems !== undefined && t('upTo', { max: maxItems })]
    .filter(Boolean)
    .join(', ')
  return (
    <Frame field={field} path={path} names="group" aside={aside}>
      <ol ref={list} className="grid gap-2">
        {rows.map((row, index) => (
          <li key={row.id} className="rounded-control border border-line">
            <div className="flex items-center gap-0.5 border-line border-b min-h-8 pr-0.5 pl-3 text-12 text-ink-3">
              <span className="flex-1 tabular-nums">{index + 1}</span>
              {rows.length > 1 && (
                <>
                  <button
                    type="button"
                    aria-label={t('rowUp', { place: index + 1 })}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                    className={small}
                  >
                    <ArrowUp {...icon} />
                  </button>
                  <button
                    type="button"
                    aria-label={t('rowDown', { place: index + 1 })}
                    disabled={index === rows.length - 1}
                    onClick={() => move(index, index + 1)}
                    className={small}
                  >
                    <ArrowDown {...icon} />
                  </button>
                </>
              )}
              {rows.length > least && (
                <button
                  type="button"
                  aria-label={t('rowRemove', { place: index + 1 })}
                  onClick={() => remove(index)}
                  className={small}
                >
                  <X {...icon} />
                </button>
              )}
            </div>
            <div className="grid gap-4 p-3">
              {itemFields.map((inner) => (
                <div key={inner.name}>{renderField(inner, `${path}.${index}.${inner.name}`)}</div>
              ))}
            </div>
          </li>
        ))}
      </ol>
      {(maxItems === undefined || rows.length < maxItems) && (
        <button
          type="button"
          onClick={() => {
            set([...rows, ...Array.from({ length: Math.max(1, few - rows.length) }, blankRow)])
            focusRow(rows.length)
          }}
          className={`flex min-h-8 w-full items-center justify-center gap-2 rounded-control border border-edge border-dashed text-ink-2 hover:text-ink max-desk:min-h-11 ${rows.length > 0 ? 'mt-2' : ''}`}
        >
          <Plus {...icon} />
          {t('rowAdd')}
        </button>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </Frame>
  )
}

const blankRow = (): Row => ({ id: newItemId(), values: {} })
