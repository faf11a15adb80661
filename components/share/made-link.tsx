'use client'

import { Copy } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useLayoutEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { useCopied } from '@/components/ui/clipboard'
import type { ShareView } from '@/lib/share/schema'

type CopyLineProps = { label: string; text: string; action: string; isMain?: boolean }

/** A text to read, select and copy. The main one has the focus: one key copies it. */
function CopyLine({ label, text, action, isMain }: CopyLineProps) {
  const t = useTranslations('share.dialog')
  const { isCopied, copy } = useCopied()
  const button = useRef<HTMLButtonElement>(null)
  // Not autoFocus: after Enter in a field React Aria takes the hand for a screen reader's, waits a frame and may give up.
  useLayoutEffect(() => {
    if (isMain) button.current?.focus()
  }, [isMain])
  return (
    <div>
      <p className="mb-1.5 font-medium">{label}</p>
      <div className="flex items-center gap-2">
        <code className="measured min-w-0 flex-1 select-all truncate rounded-control bg-well px-3 py-2">
          {text}
        </code>
        <Button ref={button} variant={isMain ? 'main' : 'plain'} onPress={() => void copy(text)}>
          <Copy aria-hidden size={16} strokeWidth={1.6} />
          {isCopied ? t('copied') : action}
        </Button>
      </div>
      <span role="status" className="sr-only">
        {isCopied && t('copied')}
      </span>
    </div>
  )
}

const quoted = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

const frameOf = (url: string, title: string) =>
  `<iframe src="${quoted(url)}/embed" title="${quoted(title)}" width="800" height="600" style="border:0;max-width:100%" loading="lazy"></iframe>`

/** The link that was made: to copy, and to embed where nothing stands before it. */
export function MadeLink({ share, url }: { share: ShareView; url: string }) {
  const t = useTranslations('share.dialog')
  const isPlain = !share.hasPassword && share.maxViews === null
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <CopyLine label={t('link')} text={url} action={t('copy')} isMain />
      {isPlain ? (
        <CopyLine label={t('embed')} text={frameOf(url, share.title ?? 'Loupe')} action={t('copyEmbed')} />
      ) : (
        <p className="text-12 text-ink-3">{t('noEmbed')}</p>
      )}
      <Link href="/shares" className="link justify-self-start">
        {t('allLinks')}
      </Link>
    </div>
  )
}
