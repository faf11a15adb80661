'use client'

import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useZone } from '@/components/jobs/use-zone'
import type { Warning } from '@/lib/admin/overview-view'
import { formatBytes, formatCredits, formatMoment } from '@/lib/format'

const places: Record<Warning['kind'], string> = {
  alarm: '/admin/books',
  audit: '/admin/books',
  key: '/admin/jobs',
  credit: '/admin/jobs',
  signature: '/admin/jobs',
  uncertain: '/admin/books',
  disk: '/admin/settings',
  findings: '/admin/models',
}

/** What needs someone, each with the way there. Nothing at all when all is well. */
export function WarningList({ warnings, now }: { warnings: readonly Warning[]; now: number }) {
  const t = useTranslations('overview.warnings')
  if (warnings.length === 0) return null
  return (
    <ul aria-label={t('title')} className="mt-4 rounded-panel border border-line bg-panel">
      {warnings.map((warning) => (
        <li
          key={warning.kind}
          className="flex items-center gap-2.5 px-4 py-2.5 not-first:border-line not-first:border-t"
        >
          <TriangleAlert aria-hidden size={16} strokeWidth={1.6} className="shrink-0 text-warn" />
          <p className="min-w-0 flex-1 text-ink-2 text-pretty">
            <WarningText warning={warning} now={now} />
          </p>
          <Link
            href={places[warning.kind]}
            className="whitespace-nowrap rounded-photo text-mark-ink hover:underline max-desk:py-3"
          >
            {t('look')}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function WarningText({ warning, now }: { warning: Warning; now: number }) {
  const t = useTranslations('overview.warnings')
  const locale = useLocale()
  const zone = useZone()
  const b = (words: ReactNode) => <b className="font-strong text-ink">{words}</b>
  switch (warning.kind) {
    case 'alarm':
      return t.rich('alarm', { b, figure: formatCredits(locale, warning.credits) })
    case 'audit':
      return t.rich('audit', { b, count: warning.count })
    case 'key':
      return t.rich('key', { b })
    case 'credit':
      return t.rich('credit', { b, count: warning.count })
    case 'signature':
      return t.rich('signature', {
        ...{ b, count: warning.count },
        at: formatMoment(locale, warning.lastAt, zone, now),
      })
    case 'uncertain':
      return t.rich('uncertain', {
        ...{ b, count: warning.count },
        at: formatMoment(locale, warning.releasedAt, zone, now),
      })
    case 'disk':
      return t.rich('disk', { b, size: formatBytes(locale, warning.bytes) })
    case 'findings':
      return t.rich('findings', { b, count: warning.count })
  }
}
