'use client'

import { useTranslations } from 'next-intl'
import { CropMarks } from '@/components/ui/crop-marks'
import { Kbd } from '@/components/ui/kbd'
import { useCards } from './cards'
import type { Own } from './groups'
import { type Place, placeHref } from './place'

/** So many models are offered again. */
const MOST = 6

/** Beside the list while nothing is chosen; where there is no room for both, the list is enough. */
export function Welcome({ own, onGo }: { own: Own; onGo: (place: Place) => void }) {
  const t = useTranslations('models')
  const { models } = useCards()
  const ids = [...new Set([...own.favourites, ...own.lately])].slice(0, MOST)
  const again = ids.flatMap((id) => models.find((card) => card.id === id) ?? [])
  return (
    <section
      aria-label={t('table')}
      className="on-table col-span-2 min-h-0 overflow-auto p-6 max-wide:hidden"
    >
      <CropMarks className="grid min-h-full place-items-center p-8">
        <div className="max-w-xl text-center">
          <p className="font-medium text-36 tracking-[-0.03em] text-balance">{t('welcome')}</p>
          <p className="mt-2 text-ink-2 text-pretty">{t.rich('welcomeText', { key: () => <Kbd>/</Kbd> })}</p>
          {again.length > 0 && (
            <ul className="mt-6 flex flex-wrap justify-center gap-2" aria-label={t('yours')}>
              {again.map((card) => (
                <li key={card.id}>
                  <a
                    href={placeHref({ group: 'all', model: card.id })}
                    onClick={(event) => {
                      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
                      event.preventDefault()
                      onGo({ group: 'all', model: card.id })
                    }}
                    className="inline-flex h-8 items-center rounded-control border border-line bg-panel px-3 font-medium hover:bg-ground"
                  >
                    {card.title}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
      </CropMarks>
    </section>
  )
}
