'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { formatCredits } from '@/lib/format'
import type { CreditsView } from '@/lib/jobs/schema'
import type { Tool } from '@/lib/models/tool'
import { LeftOut } from './left-out'
import type { Queue } from './queue'
import { type Bill, bill, type TraySummary } from './summary'
import type { TrayState } from './tray'

/** Up to so many pictures the button says what is done; beyond, to how many. */
const FEW = 6
/** How long what was taken away can come back (ms). */
const UNDO_FOR = 20_000

export type RunPanelProps = {
  tray: TrayState
  summary: TraySummary
  tool: Tool
  credits: CreditsView
  queue: Queue
  onRun: (ids: readonly string[]) => void
}

function Undo({ tray, queue }: Pick<RunPanelProps, 'tray' | 'queue'>) {
  const t = useTranslations('studio')
  const count = tray.removed.length
  const { removed } = tray
  useEffect(() => {
    if (removed.length === 0) return
    const timer = setTimeout(queue.tray.forget, UNDO_FOR)
    return () => clearTimeout(timer)
  }, [removed, queue])
  return (
    <div role="status" className="text-12 text-ink-2 max-desk:text-[13px]">
      {count > 0 && (
        <p className="mb-3 flex justify-between gap-2">
          {t('removed', { count })}
          <button type="button" onClick={queue.undo} className="link font-medium">
            {t('undo')}
          </button>
        </p>
      )}
    </div>
  )
}

/** Not enough: says for how many it is, and offers that. */
function Shortage({ cost, has, onRun }: { cost: Bill; has: number; onRun: () => void }) {
  const t = useTranslations('studio')
  const locale = useLocale()
  const figure = (credits: number) => formatCredits(locale, credits)
  return (
    <div className="mt-2 text-12 tabular-nums max-desk:text-[13px]">
      <p role="status" className="text-pretty text-warn">
        {t('youHave', { count: has, figure: figure(has), pictures: cost.affordable })}{' '}
        {t('askAdmin', { count: cost.missing, figure: figure(cost.missing) })}
      </p>
      <p className="mt-1 flex gap-4">
        {cost.affordable > 0 && (
          <button type="button" onClick={onRun} className="link font-medium">
            {t('runSome', { count: cost.affordable })}
          </button>
        )}
        <Link href="/credits" className="link">
          {t('toCredits')}
        </Link>
      </p>
    </div>
  )
}

/** What starts the work: what, how many, what it costs and what is left after. */
export function RunPanel({ tray, summary, tool, credits, queue, onRun }: RunPanelProps) {
  const t = useTranslations('studio')
  const locale = useLocale()
  const { runnable, leftOut, asked } = summary
  const count = runnable.length
  const price = tool.credits
  // What was asked for and not accepted yet is as good as spent.
  const available = Math.max(0, credits.available - asked * price)
  const cost = bill(count, price, available)
  const amount = (value: number) => t('credits', { count: value, figure: formatCredits(locale, value) })
  const isShort = count > 0 && cost.left === null
  const refused = tray.items.filter((item) => item.runError)
  const label = count > FEW ? t('pictures', { count }) : tool.tool
  return (
    <>
      <Undo tray={tray} queue={queue} />
      <LeftOut items={[...leftOut, ...refused]} />
      {count > FEW && (
        <dl className="mb-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 tabular-nums *:even:text-right max-desk:hidden">
          <dt className="text-ink-3">{t('times', { count, price: amount(price) })}</dt>
          <dd>{formatCredits(locale, cost.total)}</dd>
          {cost.left !== null && (
            <>
              <dt className="text-ink-3">{t('leftTitle')}</dt>
              <dd>{formatCredits(locale, cost.left)}</dd>
            </>
          )}
        </dl>
      )}
      {asked > 0 && count === 0 ? (
        <Button variant="main" size="run" isPending detail={amount(asked * price)}>
          {t('sending', { count: asked })}
        </Button>
      ) : (
        <Button
          variant="main"
          size="run"
          isDisabled={count === 0 || isShort}
          detail={count > 0 ? amount(cost.total) : undefined}
          onPress={() => onRun(runnable.map((item) => item.id))}
        >
          {label}
        </Button>
      )}
      {isShort ? (
        <Shortage
          cost={cost}
          has={available}
          onRun={() => onRun(runnable.slice(0, cost.affordable).map((item) => item.id))}
        />
      ) : (
        <p
          className={`mt-2 text-center text-12 text-ink-3 tabular-nums max-desk:text-[13px] ${count > FEW ? 'desk:hidden' : ''}`}
        >
          {count > 0 && cost.left !== null
            ? t('leftAfter', { figure: formatCredits(locale, cost.left) })
            : asked > 0
              ? t('stillSending')
              : tray.items.length > 0
                ? t('nothingFits')
                : t('addToSee')}
        </p>
      )}
      {tray.shortage && !isShort && (
        <p role="alert" className="mt-2 text-12 text-warn">
          {tray.shortage.message}
        </p>
      )}
    </>
  )
}
