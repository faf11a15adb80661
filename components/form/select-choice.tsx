'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ComponentType, useRef, useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { fieldBox } from '@/components/ui/field'
import type { ChoiceProps } from './choice'
import type { OptionListProps } from './option-list'

const load = persistent(() => import('./option-list').then((part) => part.OptionList))

/** One of many: a button that says what is chosen. The list with its search is fetched when a hand comes near. */
export function SelectChoice({
  id,
  choices,
  chosen,
  onChoose,
  labelledBy,
  describedBy,
  isBad,
}: ChoiceProps & { id: string }) {
  const t = useTranslations('form')
  const trigger = useRef<HTMLButtonElement>(null)
  const [parts, setParts] = useState<{ List: ComponentType<OptionListProps> }>()
  const [isOpen, setIsOpen] = useState(false)
  const value = choices.find((choice) => choice.id === chosen)
  async function open() {
    if (!parts) setParts({ List: await load() })
    setIsOpen(true)
  }
  return (
    <>
      <button
        ref={trigger}
        id={id}
        type="button"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-labelledby={`${labelledBy} ${id}-value`}
        aria-describedby={describedBy}
        aria-invalid={isBad || undefined}
        onPointerEnter={load}
        onFocus={load}
        onClick={() => void open()}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          void open()
        }}
        className={`${fieldBox} h-8 text-left hover:bg-well max-desk:h-11 max-desk:text-[16px] ${isBad ? 'border-bad' : 'border-edge'}`}
      >
        <span id={`${id}-value`} className={`min-w-0 flex-1 truncate ${value ? '' : 'text-ink-3'}`}>
          {value?.label ?? t('choose')}
        </span>
        {value?.price && <span className="text-ink-3 tabular-nums">{value.price}</span>}
        <ChevronDown aria-hidden size={16} strokeWidth={1.6} className="-mr-1 shrink-0 text-ink-3" />
      </button>
      {parts && (
        <parts.List
          trigger={trigger}
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          labelledBy={labelledBy}
          choices={choices}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
    </>
  )
}
