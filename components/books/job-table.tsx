'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import type { OpenJob } from '@/lib/books/schema'
import { formatCredits, formatMoment } from '@/lib/format'
import { BookSection, BookTable, Nothing } from './table'

export type JobTableProps = {
  title: string
  hint?: string
  /** What the credits of these jobs are. */
  figure: string
  none: string
  jobs: readonly OpenJob[]
  now: number
}

/** Jobs that are worth a look, with what they hold or cost. */
export function JobTable({ title, hint, figure, none, jobs, now }: JobTableProps) {
  const t = useTranslations('books')
  const locale = useLocale()
  const zone = useZone()
  return (
    <BookSection title={title} {...(hint ? { hint } : {})}>
      {jobs.length === 0 ? (
        <Nothing>{none}</Nothing>
      ) : (
        <BookTable
          columns={[
            { title: t('job') },
            { title: t('person') },
            { title: t('when') },
            { title: figure, isNumber: true },
          ]}
          rows={jobs.map(({ id, title: name, person, at, credits }) => ({
            key: id,
            cells: [
              <Link key="job" href={`/admin/jobs/${id}`} className="hover:underline">
                {name}
              </Link>,
              person,
              formatMoment(locale, at, zone, now),
              formatCredits(locale, credits),
            ],
          }))}
        />
      )}
    </BookSection>
  )
}
