'use client'

import { Star } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { persistent } from '@/components/http/persistent'
import { IconButton } from '@/components/ui/button'
import type { ModelCard, ModelView } from '@/lib/catalog/view'
import type { Mine, MineStore } from './mine'
import type { Given } from './use-given'

const PresetsMenu = dynamic(
  persistent(() => import('./presets-menu').then((part) => part.PresetsMenu)),
  {
    ssr: false,
    loading: () => <span className="size-8 max-desk:size-11" />,
  },
)

export type ModelHeadProps = {
  card: ModelCard
  /** Of a model that can be run: then its settings can be kept. */
  view: ModelView | undefined
  userId: string
  mine: Mine
  store: MineStore
  onApply: (given: Given) => void
}

/** Above the form: what the model is, whose, and one's own of it. */
export function ModelHead({ card, view, userId, mine, store, onApply }: ModelHeadProps) {
  const t = useTranslations('models')
  const isFavourite = mine.favourites.includes(card.id)
  return (
    <div className="border-line border-b px-5 py-4.5 max-wide:pt-1 max-desk:px-4">
      <div className="flex items-start gap-1">
        <h2 className="min-w-0 flex-1 text-pretty text-18">{card.title}</h2>
        <span className="-my-1 -mr-2 flex max-desk:-my-2.5">
          {view && <PresetsMenu {...{ view, userId, store, onApply }} presets={mine.presets} />}
          <IconButton
            aria-label={t('favourite')}
            aria-pressed={isFavourite}
            onPress={() => void store.setFavourite(card.id, !isFavourite)}
          >
            <Star
              aria-hidden
              size={16}
              strokeWidth={1.6}
              className={isFavourite ? 'fill-current text-ink' : undefined}
            />
          </IconButton>
        </span>
      </div>
      <p className="mt-1 text-ink-2 text-pretty">{card.sentence}</p>
      <p className="measured mt-1.5 break-words text-ink-3">
        {card.vendor} · {card.id}
        {card.retired && ` · ${t('retired')}`}
      </p>
    </div>
  )
}
