'use client'

import { RefreshCw, SlidersHorizontal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useOptimistic, useState, useTransition } from 'react'
import { useZone } from '@/components/jobs/use-zone'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { filterQuery, instantOf, type JobFilters, noFilters, wallClock } from './filters'
import { PersonFilter } from './person-filter'
import { jobStates } from './state-word'

export type FilterBarProps = {
  filters: JobFilters
  /** The name of the person that is filtered by. */
  person: string | null
  models: readonly { id: string; title: string }[]
}

/** What the list is filtered by; the address says it, so that it can be kept and handed on. */
export function FilterBar({ filters, person, models }: FilterBarProps) {
  const t = useTranslations('admin-jobs.filters')
  const states = useTranslations('admin-jobs.states')
  const router = useRouter()
  const timeZone = useZone()
  const [isPending, startTransition] = useTransition()
  const [shown, show] = useOptimistic(filters)
  const [name, setName] = useState(person)
  const [task, setTask] = useState(filters.task)
  const choose = (changed: Partial<JobFilters>) =>
    startTransition(() => {
      const next = { ...shown, ...changed }
      show(next)
      router.replace(`/admin/jobs?${filterQuery(next)}`, { scroll: false })
    })
  const isFiltered = filterQuery(shown) !== ''
  // On a phone these would fill the screen before the first job.
  const [isMore, setMore] = useState(
    [filters.person, filters.from, filters.to, filters.task].some((one) => one !== ''),
  )
  const time = (which: 'from' | 'to') => (
    <TextField
      key={`${which} ${shown[which]}`}
      label={t(which)}
      type="datetime-local"
      defaultValue={wallClock(shown[which], timeZone)}
      onBlur={(event) => {
        const instant = instantOf(event.currentTarget.value)
        if (instant !== shown[which]) choose({ [which]: instant })
      }}
    />
  )
  return (
    <form
      aria-label={t('title')}
      onSubmit={(event) => {
        event.preventDefault()
        choose({ task: task.trim() })
      }}
      className="grid grid-cols-3 items-start gap-x-4 gap-y-3 max-desk:grid-cols-2 max-desk:gap-x-3"
    >
      <Select
        label={t('state')}
        value={shown.state}
        options={[{ id: '', label: t('anyState') }, ...jobStates.map((id) => ({ id, label: states(id) }))]}
        onChange={(state) => choose({ state })}
      />
      <Select
        label={t('model')}
        value={shown.model}
        options={[
          { id: '', label: t('anyModel') },
          ...models.map(({ id, title }) => ({ id, label: `${title} (${id})` })),
        ]}
        onChange={(model) => choose({ model })}
      />
      <div className={`contents ${isMore ? '' : 'max-desk:hidden'}`}>
        <div className="max-desk:col-span-2">
          <p aria-hidden className="mb-1.5 font-medium">
            {t('whose')}
          </p>
          <PersonFilter
            chosen={shown.person === '' ? null : { id: shown.person, name: name ?? shown.person }}
            onChoose={(chosen) => {
              setName(chosen?.name ?? null)
              choose({ person: chosen?.id ?? '' })
            }}
          />
        </div>
        <div className="max-desk:col-span-2">{time('from')}</div>
        <div className="max-desk:col-span-2">{time('to')}</div>
        <div className="max-desk:col-span-2">
          <TextField
            label={t('task')}
            value={task}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            onChange={setTask}
            onBlur={() => {
              if (task.trim() !== shown.task) choose({ task: task.trim() })
            }}
          />
        </div>
      </div>
      <div className="col-span-full flex items-center gap-2">
        <Button className="desk:hidden" aria-expanded={isMore} onPress={() => setMore(!isMore)}>
          <SlidersHorizontal aria-hidden size={14} strokeWidth={1.6} />
          {t('more')}
        </Button>
        <Button onPress={() => startTransition(() => router.refresh())} isPending={isPending}>
          <RefreshCw aria-hidden size={14} strokeWidth={1.6} />
          {t('refresh')}
        </Button>
        {isFiltered && (
          <Button
            variant="quiet"
            onPress={() => {
              setTask('')
              choose(noFilters)
            }}
          >
            {t('all')}
          </Button>
        )}
      </div>
    </form>
  )
}
