'use client'

import { useLocale, useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { formatCredits } from '@/lib/format'
import { redeemCode } from './codes-call'

/** How a code looks, in every language. */
const SHAPE = 'XXXX-XXXX-XXXX-XXXX'

/** Takes a code; the new balance comes live, as all others do. */
export function RedeemForm() {
  const t = useTranslations('codes')
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [gained, setGained] = useState<number | null>(null)
  const [isPending, setPending] = useState(false)

  function refuse(sentence: string) {
    setError(sentence)
    form.current?.querySelector('input')?.focus()
  }
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isPending) return
    setGained(null)
    if (code.trim() === '') return refuse(t('noCode'))
    setPending(true)
    const answer = await redeemCode(code)
    setPending(false)
    if (!answer.ok) return refuse(answer.message || t('noAnswer'))
    setGained(answer.value.amount)
    setCode('')
    setError(null)
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="mt-6 max-w-105">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t('enter')}
            name="code"
            value={code}
            error={error}
            placeholder={SHAPE}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            onChange={(text) => {
              setCode(text)
              setError(null)
            }}
          />
        </div>
        <Button type="submit" isPending={isPending} className="mt-6.5 max-desk:h-[46px]">
          {isPending ? t('redeeming') : t('redeem')}
        </Button>
      </div>
      <p role="status" className="text-12 text-ok not-empty:mt-1.5">
        {gained !== null && t('gained', { count: gained, figure: formatCredits(locale, gained) })}
      </p>
    </form>
  )
}
