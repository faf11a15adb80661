'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { describedBy, FieldFrame, fieldBox } from '@/components/ui/field'
import { listenForFiles } from '@/components/upload/window-files'
import { MOST_FILE_BYTES } from '@/lib/credits/bounds'
import { readTextFile } from './read-file'

/** The same in every language. */
const EXAMPLE = 'ann@example.com, 25'

export type GrantsLinesProps = {
  value: string
  error: string | null
  onChange: (text: string) => void
  /** What is wrong with a file; null: nothing. */
  onProblem: (text: string | null) => void
}

/** Lines to grant from: typed, pasted, or those of a file that is chosen or dropped; they can be put right here. */
export function GrantsLines({ value, error, onChange, onProblem }: GrantsLinesProps) {
  const t = useTranslations('grants')
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const words = {
    label: t('text'),
    aside: <span className="max-desk:hidden">{t('drop')}</span>,
    hint: t('textHint'),
    error,
  }

  async function take(file: File | undefined) {
    if (!file) return
    const limit = MOST_FILE_BYTES / 1_048_576
    const text = file.size > MOST_FILE_BYTES ? null : await readTextFile(file)
    onProblem(text !== null ? null : file.size > MOST_FILE_BYTES ? t('tooLarge', { limit }) : t('unread'))
    if (text !== null) onChange(text)
  }
  // Dropped beside the field, a file would take the page's place.
  const latest = useRef(take)
  latest.current = take
  useEffect(
    () =>
      listenForFiles({
        over: () => setOver(true),
        out: () => setOver(false),
        take: ([file]) => void latest.current(file),
      }),
    [],
  )
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        aria-label={t('choose')}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0])
          // The same file may be chosen again, put right meanwhile.
          event.currentTarget.value = ''
        }}
      />
      <Button className="justify-self-start" onPress={() => input.current?.click()} autoFocus>
        {t('choose')}
      </Button>
      <FieldFrame id={id} words={words}>
        <div className={`${fieldBox} ${error ? 'border-bad' : isOver ? 'border-mark' : 'border-edge'}`}>
          <textarea
            id={id}
            value={value}
            rows={6}
            wrap="off"
            spellCheck={false}
            autoComplete="off"
            aria-required
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy(id, words)}
            placeholder={EXAMPLE}
            onChange={(event) => onChange(event.currentTarget.value)}
            className="measured my-2.5 w-full min-w-0 resize-y bg-transparent outline-none max-desk:text-[16px]"
          />
        </div>
      </FieldFrame>
    </>
  )
}
