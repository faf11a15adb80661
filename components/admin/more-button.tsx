'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { PageStatus } from './use-pages'

/** What makes a list longer; nothing at its end. */
export function MoreButton({
  list,
}: {
  list: { next: string | null; status: PageStatus; more: () => void }
}) {
  const t = useTranslations('admin.people')
  if (list.next === null) return null
  return (
    <div className="mt-4 flex items-center gap-3">
      <Button onPress={list.more} isPending={list.status === 'loading'}>
        {list.status === 'loading' ? t('loading') : t('more')}
      </Button>
      <p role="status" className="text-12 text-bad">
        {list.status === 'failed' && t('notFound')}
      </p>
    </div>
  )
}
