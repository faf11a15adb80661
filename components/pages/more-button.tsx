'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { PageStatus } from './use-pages'

export type MoreButtonProps = { list: { next: string | null; status: PageStatus; more: () => void } }

/** What makes a list longer; nothing at its end. */
export function MoreButton({ list }: MoreButtonProps) {
  const t = useTranslations('ui.pages')
  if (list.next === null) return null
  return (
    <div className="mt-4 flex items-center gap-3">
      <Button onPress={list.more} isPending={list.status === 'loading'}>
        {list.status === 'loading' ? t('loading') : t('more')}
      </Button>
      <p role="status" className="text-12 text-bad">
        {list.status === 'failed' && t('failed')}
      </p>
    </div>
  )
}
