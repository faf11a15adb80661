'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useCopied } from '@/components/ui/clipboard'

/** Copies one of our links, with the address that this browser knows us by. */
export function CopyButton({ path, label }: { path: string; label?: string }) {
  const t = useTranslations('admin.invitations')
  const { isCopied, copy } = useCopied()
  return (
    <>
      <Button aria-label={isCopied ? undefined : label} onPress={() => copy(window.location.origin + path)}>
        {isCopied ? t('copied') : t('copy')}
      </Button>
      <span role="status" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </>
  )
}
