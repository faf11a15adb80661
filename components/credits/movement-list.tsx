'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useZone } from '@/components/jobs/use-zone'
import { type MovementView, movementSigns } from '@/lib/credits/movement-view'
import { formatChange, formatCredits, formatMoment } from '@/lib/format'

const given = ['welcome', 'invitation'] as const
const back = ['canceled', 'failed'] as const

function useLine(now: number) {
  const t = useTranslations('credits')
  const locale = useLocale()
  const timeZone = useZone()
  return (line: MovementView) => {
    const reason = given.find((code) => code === line.reason)
    const why = line.job && back.find((code) => code === line.reason)
    return {
      when: formatMoment(locale, line.at, timeZone, now),
      title: line.job
        ? (line.job.name ?? line.job.tool)
        : line.kind === 'redeem'
          ? t('code', { tail: line.reason ?? '' })
          : reason
            ? t(`reasons.${reason}`)
            : (line.reason ?? ''),
      kind: t(`kinds.${line.kind}`),
      why: why ? t(`reasons.${why}`) : null,
      tone:
        line.kind === 'grant' || line.kind === 'redeem'
          ? 'text-ok'
          : line.kind === 'hold'
            ? 'text-mark-ink'
            : 'text-ink-3',
      change:
        line.kind === 'capture'
          ? `(${formatCredits(locale, line.amount)})`
          : formatChange(locale, movementSigns[line.kind][0] * line.amount),
      after: formatCredits(locale, line.availableAfter),
      held: formatCredits(locale, line.heldAfter),
    }
  }
}

function Title({ line, title }: { line: MovementView; title: string }) {
  const t = useTranslations('credits')
  if (!line.job) {
    // What is not of the house's own reasons is an admin's; which admin is not the person's matter.
    const isByAdmin = line.kind !== 'redeem' && given.every((code) => code !== line.reason)
    return (
      <>
        <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
        {isByAdmin && <span className="ml-2 text-ink-3">{t('byAdmin')}</span>}
      </>
    )
  }
  return (
    <Link href={`/jobs/${line.job.id}`} className="font-medium hover:underline">
      {title}
      {line.job.name && <span className="ml-2 font-normal text-ink-3">{line.job.tool}</span>}
    </Link>
  )
}

/** Every movement of a person's credits, newest first: a table, on a phone rows of two lines. */
export function MovementList({ lines, now }: { lines: readonly MovementView[]; now: number }) {
  const t = useTranslations('credits')
  const lineOf = useLine(now)
  const head = 'border-line border-b pb-2 text-left font-normal text-12 text-ink-3 whitespace-nowrap'
  const cell = 'h-11 border-line border-b'
  return (
    <>
      <table className="w-full tabular-nums max-desk:hidden">
        <caption className="sr-only">{t('every')}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${head} w-36`}>
              {t('when')}
            </th>
            <th scope="col" className={head}>
              {t('what')}
            </th>
            <th scope="col" className={`${head} w-56`}>
              {t('kind')}
            </th>
            <th scope="col" className={`${head} w-24 text-right`}>
              {t('change')}
            </th>
            <th scope="col" className={`${head} w-32 text-right`}>
              {t('after')}
            </th>
            <th scope="col" className={`${head} w-28 text-right`}>
              {t('heldAfter')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const said = lineOf(line)
            return (
              <tr key={line.id} className="hover:bg-well">
                <td className={`${cell} text-ink-3`}>{said.when}</td>
                <td className={cell}>
                  <Title line={line} title={said.title} />
                </td>
                <td className={`${cell} text-12 ${said.tone}`}>
                  {said.kind}
                  {said.why && <span className="text-ink-3">, {said.why}</span>}
                </td>
                <td className={`${cell} text-right ${said.tone === 'text-ok' ? 'font-strong text-ok' : ''}`}>
                  {said.change}
                </td>
                <td className={`${cell} text-right text-ink-2`}>{said.after}</td>
                <td className={`${cell} text-right text-ink-3`}>{said.held}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <ul className="tabular-nums desk:hidden">
        {lines.map((line) => {
          const said = lineOf(line)
          return (
            <li key={line.id} className="flex h-16 items-center gap-3 border-line border-b">
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  <Title line={line} title={said.title} />
                </span>
                <span className="block truncate text-[13px] text-ink-3">
                  <span className={said.tone}>{said.kind}</span>
                  {said.why && `, ${said.why}`} · {said.when}
                </span>
              </span>
              <span className="text-right">
                <span className={`block ${said.tone === 'text-ok' ? 'font-strong text-ok' : ''}`}>
                  {said.change}
                </span>
                <span className="block text-[13px] text-ink-3">
                  <span className="sr-only">{t('after')} </span>
                  {said.after}
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
