'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useCopied } from '@/components/ui/clipboard'

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

/** Copies a text of this page, and says so for a moment. */
export function CopyWords({ text }: { text: string }) {
  const t = useTranslations('stage')
  const { isCopied, copy } = useCopied()
  return (
    <>
      <Button variant="quiet" onPress={() => copy(text)}>
        {isCopied ? <Check {...icon} /> : <Copy {...icon} />}
        {isCopied ? t('text.copied') : t('text.copy')}
      </Button>
      <span role="status" className="sr-only">
        {isCopied && t('text.copied')}
      </span>
    </>
  )
}
