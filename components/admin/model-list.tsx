'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import type { Called } from '@/components/http/call'
import { SearchField } from '@/components/models/search-field'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import type { AdminModel } from '@/lib/admin/finding'
import { ModelDialog } from './model-dialog'
import { ModelLine } from './model-line'
import type { ModelChange } from './use-catalogue'

/** The rest is shown when asked for, so that the page stays short and quick. */
const SHOWN = 12

const filters = {
  all: () => true,
  off: (model: AdminModel) => !model.offered,
  unpriced: (model: AdminModel) => model.list === null,
  ruled: (model: AdminModel) => model.hasRule,
}
type Filter = keyof typeof filters
const filterNames = ['all', 'off', 'unpriced', 'ruled'] as const

export type ModelListProps = {
  models: readonly AdminModel[]
  onChange: (id: string, change: ModelChange) => Promise<Called<unknown>>
  onPrice: (id: string) => void
}

/** Every model with its switch; found by any of its names. */
export function ModelList({ models, onChange, onPrice }: ModelListProps) {
  const t = useTranslations('admin.models')
  const [query, setQuery] = useState('')
  const [filter, setFilter] = useState<Filter>('all')
  const [isWhole, setWhole] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const onSwitch = useCallback(({ id }: AdminModel) => setOpen(id), [])

  const words = useDeferredValue(query)
  const search = useMemo(() => createSearch(models), [models])
  const found = useMemo(() => search(words).filter(filters[filter]), [search, words, filter])
  const shown = isWhole ? found : found.slice(0, SHOWN)
  const opened = open && models.find((model) => model.id === open)
  const toList = () => list.current?.querySelector('button')?.focus()
  return (
    <div className="mt-8">
      <div className="mb-3 flex flex-wrap gap-2">
        <div className="min-w-[220px] flex-1">
          <SearchField
            field={field}
            query={query}
            onChange={setQuery}
            onDown={toList}
            onEnter={toList}
            onLeave={() => field.current?.blur()}
          />
        </div>
        <Segmented
          label={t('filter.label')}
          segments={filterNames.map((id) => ({ id, label: t(`filter.${id}`) }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {found.length === 0 ? (
        <p className="py-4 text-ink-2">{t('none')}</p>
      ) : (
        <p className="flex justify-between gap-3 py-1 text-12 text-ink-3">
          <span>{t('count', { count: found.length })}</span>
          <span className="pr-[52px] max-desk:pr-[60px]">{t('creditsFrom')}</span>
        </p>
      )}
      <ul ref={list}>
        {shown.map((model) => (
          <ModelLine key={model.id} {...{ model, onSwitch, onPrice }} />
        ))}
      </ul>
      {shown.length < found.length && (
        <Button variant="quiet" className="mt-2" onPress={() => setWhole(true)}>
          {t('more', { count: found.length })}
        </Button>
      )}
      {opened && (
        <ModelDialog
          model={opened}
          onSubmit={(change) => onChange(opened.id, change)}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}

/** Models that hold every word somewhere in their names. */
function createSearch(models: readonly AdminModel[]) {
  const entries = models.map((model) => ({
    model,
    text: [model.title, model.id, model.vendor, model.tool, model.task].join(' ').toLowerCase(),
  }))
  return (query: string) => {
    const words = query.toLowerCase().split(/\s+/)
    return entries.flatMap(({ model, text }) => (words.every((word) => text.includes(word)) ? [model] : []))
  }
}
