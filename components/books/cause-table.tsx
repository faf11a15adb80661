'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Cause } from '@/lib/books/schema'
import { subtractCredits } from '@/lib/credits/amount'
import { formatChange, formatCredits, formatNumber } from '@/lib/format'
import { BookSection, BookTable, Nothing } from './table'

/** What people paid less what KIE charged, by how jobs ended: each way is a cause of its own. */
export function CauseTable({ causes }: { causes: readonly Cause[] }) {
  const t = useTranslations('books')
  const locale = useLocale()
  const figure = (credits: number) => formatCredits(locale, credits)
  return (
    <BookSection title={t('causes')}>
      {causes.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <BookTable
          columns={[
            { title: t('outcome') },
            { title: t('jobs'), isNumber: true },
            { title: t('paid'), isNumber: true },
            { title: t('consumed'), isNumber: true },
            { title: t('difference'), isNumber: true },
          ]}
          rows={causes.map(({ outcome, jobs, paid, consumed }) => ({
            key: outcome,
            cells: [
              <span key="name">
                {t(`outcomes.${outcome}`)}
                <span className="block text-12 text-ink-3">{t(`outcomeHints.${outcome}`)}</span>
              </span>,
              formatNumber(locale, jobs),
              figure(paid),
              figure(consumed),
              formatChange(locale, subtractCredits(paid, consumed)),
            ],
          }))}
        />
      )}
    </BookSection>
  )
}
