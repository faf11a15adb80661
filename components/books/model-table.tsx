'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { ModelSums } from '@/lib/books/schema'
import { subtractCredits } from '@/lib/credits/amount'
import { formatChange, formatCredits, formatNumber } from '@/lib/format'
import { BookSection, BookTable, Nothing } from './table'

/** The same difference by model. */
export function ModelTable({ models }: { models: readonly ModelSums[] }) {
  const t = useTranslations('books')
  const locale = useLocale()
  return (
    <BookSection title={t('byModel')}>
      {models.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <BookTable
          columns={[
            { title: t('model') },
            { title: t('jobs'), isNumber: true },
            { title: t('paid'), isNumber: true },
            { title: t('consumed'), isNumber: true },
            { title: t('difference'), isNumber: true },
          ]}
          rows={models.map(({ model, title, jobs, paid, consumed }) => ({
            key: model,
            cells: [
              title,
              formatNumber(locale, jobs),
              formatCredits(locale, paid),
              formatCredits(locale, consumed),
              formatChange(locale, subtractCredits(paid, consumed)),
            ],
          }))}
        />
      )}
    </BookSection>
  )
}
