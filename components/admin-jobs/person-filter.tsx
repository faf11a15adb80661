'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId, useRef } from 'react'
import { usePeople } from '@/components/people/use-people'
import { IconButton } from '@/components/ui/button'
import { SearchBox } from '@/components/ui/search-box'

const LONGEST = 300
/** Who is offered while one types. */
const OFFERED = 6

export type PersonFilterProps = {
  /** Whose jobs are shown; null: everybody's. */
  chosen: { id: string; name: string } | null
  onChoose: (person: { id: string; name: string } | null) => void
}

/** Whose jobs: found as one types. */
export function PersonFilter({ chosen, onChoose }: PersonFilterProps) {
  const t = useTranslations('admin-jobs.filters')
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const rows = useRef<HTMLUListElement>(null)
  const list = usePeople({ people: [], next: null })
  if (chosen)
    return (
      <div className="flex h-9 items-center gap-2 rounded-control bg-mark-wash pr-1 pl-3 max-desk:h-11">
        <span className="min-w-0 flex-1 truncate font-medium" title={chosen.id}>
          {chosen.name}
        </span>
        <IconButton aria-label={t('anybody')} onPress={() => onChoose(null)}>
          <X aria-hidden size={16} strokeWidth={1.6} />
        </IconButton>
      </div>
    )
  const found = list.typed.trim() === '' || list.q !== list.typed ? [] : list.people.slice(0, OFFERED)
  const isNobody = list.typed.trim() !== '' && list.q === list.typed && list.people.length === 0
  return (
    <div className="relative [&>search]:h-9 max-desk:[&>search]:h-[46px]">
      <SearchBox
        field={field}
        value={list.typed}
        onChange={list.type}
        label={t('person')}
        clearLabel={t('clear')}
        maxLength={LONGEST}
        keys={{
          Escape: () => list.type(''),
          ArrowDown: () => rows.current?.querySelector('button')?.focus(),
        }}
      />
      {found.length > 0 && (
        <ul
          ref={rows}
          id={listId}
          aria-label={t('found')}
          className="absolute inset-x-0 top-full z-10 mt-1 rounded-panel bg-panel p-1 shadow-float"
        >
          {found.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => {
                  list.type('')
                  onChoose({ id: person.id, name: person.name })
                }}
                className="block w-full rounded-control px-3 py-1.5 text-left hover:bg-well focus-visible:bg-well"
              >
                <span className="block truncate font-medium">{person.name}</span>
                <span className="block truncate text-12 text-ink-3">{person.email}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="text-12 text-ink-3 not-empty:mt-1.5">
        {isNobody && t('nobody')}
      </p>
    </div>
  )
}
