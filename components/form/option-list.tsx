'use client'

import { Check, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { SearchField } from 'react-aria-components/SearchField'
import type { Choice } from './choice'

export type OptionListProps = {
  trigger: RefObject<HTMLElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  labelledBy: string
  choices: readonly Choice[]
  chosen: string | null
  onChoose: (id: string) => void
}

/** Beyond so many values a search field is of more help than scrolling. */
const SEARCHED = 8

/** The values of a select, with a search field above a long list. */
export function OptionList({
  trigger,
  isOpen,
  onOpenChange,
  labelledBy,
  choices,
  chosen,
  onChoose,
}: OptionListProps) {
  const t = useTranslations('form')
  const { contains } = useFilter({ sensitivity: 'base' })
  const hasSearch = choices.length > SEARCHED
  const list = (
    <ListBox
      aria-labelledby={labelledBy}
      selectionMode="single"
      disallowEmptySelection
      autoFocus={!hasSearch}
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [id] = keys === 'all' ? [] : [...keys]
        if (id !== undefined) onChoose(String(id))
        onOpenChange(false)
      }}
      items={choices}
      renderEmptyState={() => <p className="px-3 py-2 text-12 text-ink-3">{t('nothingFound')}</p>}
      className="p-1 outline-none"
    >
      {({ id, label, price }) => (
        <ListBoxItem
          id={id}
          textValue={label}
          className="flex min-h-8 cursor-default items-center gap-2.5 rounded-control px-3 py-1 outline-none data-focused:bg-well max-desk:min-h-11"
        >
          {({ isSelected }) => (
            <>
              <span className="min-w-0 flex-1">{label}</span>
              {price && <span className="text-ink-3 tabular-nums">{price}</span>}
              <Check
                aria-hidden
                size={14}
                strokeWidth={2}
                className={`shrink-0 ${isSelected ? 'text-mark-ink' : 'invisible'}`}
              />
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  )
  return (
    <Popover
      triggerRef={trigger}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement="bottom start"
      offset={4}
      maxHeight={360}
      className="popover flex w-(--trigger-width) min-w-52 rounded-panel bg-panel shadow-float outline-none max-desk:text-[16px]"
    >
      <Dialog
        aria-labelledby={labelledBy}
        // The search field scrolls with it, so that the keyboard reaches what scrolls.
        className="min-h-0 min-w-0 flex-1 scroll-pt-12 scroll-pb-1 overflow-auto rounded-panel outline-none"
      >
        {hasSearch ? (
          <Autocomplete filter={contains}>
            <SearchField aria-label={t('search')} autoFocus className="sticky top-0 z-10 bg-panel p-1 pb-0">
              <div className="flex h-9 items-center gap-2 rounded-control bg-well px-3 max-desk:h-11">
                <Search aria-hidden size={14} strokeWidth={1.6} className="shrink-0 text-ink-3" />
                <Input
                  placeholder={t('search')}
                  className="min-w-0 flex-1 bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
                />
              </div>
            </SearchField>
            {list}
          </Autocomplete>
        ) : (
          list
        )}
      </Dialog>
    </Popover>
  )
}
