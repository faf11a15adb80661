'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react'
import { describedBy, FieldFrame, type FieldWords, fieldBox } from '@/components/ui/field'

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className' | 'required' | 'disabled'>

export type TextFieldProps = FieldWords &
  Native & {
    onChange?: (value: string) => void
    isRequired?: boolean
    isDisabled?: boolean
    /** Inside the box, after the text. */
    trailing?: ReactNode
    className?: string
  }

/**
 * One line of text. Required fields are announced, not enforced: the browser's own bubbles do not speak the
 * page's language, so the form checks and sets `error`.
 */
export function TextField({
  label,
  aside,
  hint,
  error,
  onChange,
  isRequired,
  isDisabled,
  trailing,
  className = '',
  id,
  ...input
}: TextFieldProps) {
  const own = useId()
  const fieldId = id ?? own
  const words = { label, aside, hint, error }
  return (
    <FieldFrame id={fieldId} words={words}>
      <div
        className={`${fieldBox} h-9 max-desk:h-[46px] ${error ? 'border-bad' : 'border-edge'} ${className}`}
      >
        <input
          {...input}
          id={fieldId}
          disabled={isDisabled}
          aria-required={isRequired || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(fieldId, words)}
          onChange={onChange && ((event) => onChange(event.currentTarget.value))}
          className="h-full w-full min-w-0 bg-transparent outline-none disabled:text-ink-3 max-desk:text-[16px]"
        />
        {trailing}
      </div>
    </FieldFrame>
  )
}

/** A password with a button that shows it. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'trailing'>) {
  const t = useTranslations('ui.password')
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      trailing={
        <button
          type="button"
          aria-label={shown ? t('hide') : t('show')}
          onClick={() => setShown(!shown)}
          className="-mr-2 grid size-8 shrink-0 place-items-center rounded-control text-ink-3 hover:text-ink max-desk:size-11"
        >
          <Icon aria-hidden size={16} strokeWidth={1.6} />
        </button>
      }
    />
  )
}
