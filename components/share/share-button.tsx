'use client'

import { Share2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { persistent } from '@/components/http/persistent'
import { Button } from '@/components/ui/button'
import type { ShareItem } from './share-dialog'

const ShareDialog = dynamic(
  persistent(() => import('./share-dialog').then((part) => part.ShareDialog)),
  { ssr: false },
)

export type ShareButtonProps = {
  items: readonly ShareItem[]
  /** The link shows this board instead of the items. */
  boardId?: string
  /** How many results lie on it. */
  boardCount?: number
  variant?: 'plain' | 'quiet'
  className?: string
}

/** Opens the dialog that makes a link to these results. */
export function ShareButton({
  items,
  boardId,
  boardCount,
  variant = 'plain',
  className = '',
}: ShareButtonProps) {
  const t = useTranslations('share')
  const [opened, setOpened] = useState(0)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant={variant}
        className={className}
        onPress={() => {
          setOpened(opened + 1)
          setOpen(true)
        }}
      >
        <Share2 aria-hidden size={16} strokeWidth={1.6} />
        {t('button')}
      </Button>
      {opened > 0 && (
        <ShareDialog key={opened} {...{ items, boardId, boardCount, isOpen }} onOpenChange={setOpen} />
      )}
    </>
  )
}
