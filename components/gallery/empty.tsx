'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { isFiltered, type Place } from './place'

export type EmptyProps = {
  place: Place
  isFailed: boolean
  onAgain: () => void
  onAll: () => void
}

/** What is said where there is nothing to show. */
export function Empty({ place, isFailed, onAgain, onAll }: EmptyProps) {
  const t = useTranslations('gallery')
  const isSearch = isFiltered(place)
  const what = isFailed
    ? 'failed'
    : isSearch
      ? 'notFound'
      : place.trash
        ? 'trash'
        : place.board
          ? 'board'
          : 'all'
  return (
    <div className="grid h-full min-h-60 place-items-center p-6">
      <div className="marks grid max-w-[440px] justify-items-center gap-4 p-12 text-center max-desk:p-8">
        <p className="text-15 text-ink-2 text-pretty">{t(`empty.${what}`)}</p>
        {what === 'failed' && <Button onPress={onAgain}>{t('again')}</Button>}
        {what === 'notFound' && <Button onPress={onAll}>{t('all')}</Button>}
        {(what === 'board' || what === 'trash') && <Button onPress={onAll}>{t('toGallery')}</Button>}
        {what === 'all' && (
          <LinkButton href="/studio" variant="main">
            {t('toStudio')}
          </LinkButton>
        )}
      </div>
    </div>
  )
}
