'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { AccountsView } from '@/lib/books/schema'
import { formatChange, formatCredits } from '@/lib/format'
import { BookSection, BookTable } from './table'

const named = ['house.grants', 'house.codes', 'house.revenue', 'house.losses', 'house.kie'] as const

/** The house's accounts and what people have; together they are nothing, or the books do not add up. */
export function AccountList({ accounts: { accounts, people, rest } }: { accounts: AccountsView }) {
  const t = useTranslations('books')
  const locale = useLocale()
  const Sign = rest === 0 ? CircleCheck : CircleAlert
  const nameOf = (account: string) => {
    const known = named.find((one) => one === account)
    return known ? t(`accountNames.${known}`) : account
  }
  const rows = accounts.map(({ account, total }) => ({
    key: account,
    cells: [nameOf(account), formatChange(locale, total)],
  }))
  return (
    <BookSection title={t('accounts')} hint={t('accountsHint')}>
      <p role="status" className={`mb-3 flex items-center gap-2 ${rest === 0 ? 'text-ok' : 'text-bad'}`}>
        <Sign aria-hidden size={16} strokeWidth={1.6} />
        {rest === 0 ? t('addUp') : t('notAddUp', { figure: formatCredits(locale, rest) })}
      </p>
      <BookTable
        columns={[{ title: t('account') }, { title: t('total'), isNumber: true }]}
        rows={[
          ...rows,
          { key: 'people', cells: [t('people'), formatChange(locale, people)] },
          { key: 'rest', isStrong: true, cells: [t('rest'), formatChange(locale, rest)] },
        ]}
      />
    </BookSection>
  )
}
