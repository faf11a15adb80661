'use client'

import { Check, Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { copyText } from './copy-text'

const SHOWN_MS = 2_000
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

/** Copies a text of this page, and says so for a moment. */
export function CopyWords({ text }: { text: string }) {
  const t = useTranslations('stage')
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <>
      <Button variant="quiet" onPress={async () => setCopied(await copyText(text))}>
        {isCopied ? <Check {...icon} /> : <Copy {...icon} />}
        {isCopied ? t('text.copied') : t('text.copy')}
      </Button>
      <span role="status" className="sr-only">
        {isCopied && t('text.copied')}
      </span>
    </>
  )
}
