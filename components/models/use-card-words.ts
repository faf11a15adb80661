'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { ModelCard } from '@/lib/catalog/view'
import { formatCredits } from '@/lib/format'
import { shortTitle } from './search'

export type CardWords = {
  /** Without the vendor's name, which stands below it. */
  title: string
  /** Whose it is, what goes in and what comes out: `Google · Text, pictures → picture`. */
  line: string
  /** Credits of the cheapest settings, or that there is no price. */
  price: string
  /** For what: a second, a megapixel; empty where it is one result or one run. */
  per: string
  /** Of a retired or switched-off model. */
  mark: string | null
  /** What the star says. */
  favourite: string
}

/** Units that are worth a word; the others are one result or one run. */
const pers = ['second', 'minute', 'thousand-characters', 'megapixel'] as const
const kinds = ['text', 'image', 'video', 'audio', 'task'] as const
const outputs = ['image', 'video', 'audio', 'text'] as const
const media = ['image', 'video', 'audio'] as const

/** What goes in, always in the same order; several kinds of media are called that. */
function takenKinds({ takes }: ModelCard) {
  const known = kinds.filter((kind) => takes.includes(kind))
  const several = media.filter((kind) => takes.includes(kind))
  if (several.length < 2) return known
  const others = known.filter((kind) => !several.some((one) => one === kind))
  return [...others, 'media'] as const
}

/** The vendor's name without the brand at its end that the title says already: Kuaishou beside Kling V2.1. */
function vendorBeside(card: ModelCard): string {
  const words = card.vendor.split(' ')
  const brand = words.at(-1) ?? ''
  return words.length > 1 && shortTitle(card).startsWith(brand) ? words.slice(0, -1).join(' ') : card.vendor
}

/** What a list says of a model; said once for each, because a list is drawn with every key. */
export function useCardWords(): (card: ModelCard) => CardWords {
  const t = useTranslations('models')
  const locale = useLocale()
  return useMemo(() => {
    const known = new WeakMap<ModelCard, CardWords>()
    const comma = locale === 'zh' ? '、' : ', '
    const takes = Object.fromEntries([...kinds, 'media' as const].map((kind) => [kind, t(`takes.${kind}`)]))
    const gives = Object.fromEntries(outputs.map((output) => [output, t(`gives.${output}`)]))
    const per = Object.fromEntries(pers.map((one) => [one, t(`per.${one}`)]))
    const marks = {
      none: t('noPrice'),
      retired: t('retired'),
      off: t('off'),
      barred: t('barred'),
      favourite: t('isFavourite'),
    }
    function say(card: ModelCard): CardWords {
      const taken = takenKinds(card).map((kind) => takes[kind])
      const vendor = vendorBeside(card)
      const isPriced = card.from !== null
      return {
        title: shortTitle(card),
        line: taken.length > 0 ? `${vendor} · ${taken.join(comma)} → ${gives[card.output]}` : vendor,
        price: isPriced ? formatCredits(locale, card.from ?? 0) : marks.none,
        per: (isPriced && card.per && per[card.per]) || '',
        mark: card.retired
          ? marks.retired
          : card.barred
            ? marks.barred
            : isPriced && !card.offered
              ? marks.off
              : null,
        favourite: marks.favourite,
      }
    }
    return (card) => {
      const words = known.get(card) ?? say(card)
      known.set(card, words)
      return words
    }
  }, [t, locale])
}
