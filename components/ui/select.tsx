'use client'

import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { describedBy, FieldFrame, type FieldWords, fieldBox } from '@/components/ui/field'

export type SelectProps = FieldWords & {
  options: { id: string; label: string }[]
  value?: string
  defaultValue?: string
  name?: string
  isDisabled?: boolean
  onChange?: (id: string) => void
}

/** The system's own list: best on phones, known to every screen reader. */
export function Select({ label, aside, hint, error, options, isDisabled, onChange, ...rest }: SelectProps) {
  const id = useId()
  const words = { label, aside, hint, error }
  return (
    <FieldFrame id={id} words={words}>
      <div className={`${fieldBox} relative h-9 max-desk:h-[46px] ${error ? 'border-bad' : 'border-edge'}`}>
        <select
          {...rest}
          id={id}
          disabled={isDisabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(id, words)}
          onChange={onChange && ((event) => onChange(event.currentTarget.value))}
          className="h-full w-full appearance-none bg-transparent pr-6 outline-none max-desk:text-[16px]"
        >
          {options.map((option) => (
            <option key={option.id} value={option.id} className="bg-panel text-ink">
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          size={16}
          strokeWidth={1.6}
          className="pointer-events-none absolute right-2.5 text-ink-3"
        />
      </div>
    </FieldFrame>
  )
}
