'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Note } from '@/components/ui/note'
import { mediaKind } from '@/lib/catalog/input/media'
import { floorThousandths, toCredits, toThousandths } from '@/lib/credits/amount'
import { formatCredits } from '@/lib/format'
import type { CreditsView } from '@/lib/jobs/schema'
import { askedFields, batchField, textsOf } from './fields'
import { type Bill, type Funds, fundsFor, leftOut } from './price'
import { useForm, useFormState, usePrices } from './use-form'

export type RunBarProps = { credits: CreditsView; onRun: (most?: number) => void }

/** Figures of credits in words. */
function useAmount() {
  const t = useTranslations('form')
  const locale = useLocale()
  const figure = (thousandths: number) => formatCredits(locale, toCredits(thousandths))
  const credits = (thousandths: number) =>
    t('credits', { count: toCredits(thousandths), figure: figure(thousandths) })
  return {
    figure,
    credits,
    /** After the dot on the button: `8 credits`, `at most 45 credits`; nothing while it is not known. */
    price(bill: Bill): string | undefined {
      if (bill.kind !== 'price') return undefined
      return bill.exact ? credits(bill.total) : t('atMost', { amount: credits(bill.total) })
    },
  }
}

/** What starts the work: what, how often, what it costs at most, and what is left after. */
export function RunBar({ credits, onRun }: RunBarProps) {
  const t = useTranslations('form')
  const { model, desk } = useForm()
  const amount = useAmount()
  const bill = usePrices((prices) => prices.bill)
  const quotes = usePrices((prices) => prices.quotes)
  const phase = useFormState((state) => state.phase)
  const problem = useFormState((state) => state.problem)
  const wrong = useFormState(({ errors }) => Object.keys(errors).length)
  const batch = useFormState(({ variant, values }) => {
    const field = batchField(askedFields(model, variant, values))
    return field ? values[field.name] : undefined
  })
  const funds = fundsFor(quotes, floorThousandths(credits.available))
  const files = textsOf(batch)
  const behind = leftOut(files, desk).length
  const kind = batchKind(model.fields)
  const count = files.length - behind
  const label = count > 1 ? t(`batch.${kind}`, { count }) : model.tool
  const isOff = bill.kind === 'unpriced' || (bill.kind === 'price' && funds.left === null)
  return (
    <div className="text-12 max-desk:text-[13px]">
      {problem && (
        <Note kind="bad" role="alert" className="mb-3">
          {problem}
        </Note>
      )}
      <p role="alert" className="mb-2 text-bad empty:hidden">
        {wrong > 0 ? t('wrongFields', { count: wrong }) : null}
      </p>
      <p role="status" className="mb-2 text-bad empty:hidden">
        {behind > 0 ? t(`behind.${kind}`, { count: behind }) : null}
      </p>
      <Sum bill={bill} funds={funds} />
      {phase === 'idle' ? (
        <Button
          variant="main"
          size="run"
          isDisabled={isOff}
          detail={amount.price(bill)}
          onPress={() => onRun()}
        >
          {label}
        </Button>
      ) : (
        <Button variant="main" size="run" isPending detail={amount.price(bill)}>
          {phase === 'uploading' ? t('waiting') : t('sending')}
        </Button>
      )}
      <Below bill={bill} funds={funds} credits={credits} onRun={onRun} figure={amount.figure} />
    </div>
  )
}

const batchKind = (fields: Parameters<typeof batchField>[0]) => {
  const type = fields.find((field) => mediaKind(field.type))?.type
  return (type && mediaKind(type)) ?? 'image'
}

/** Several jobs: how the sum comes about. */
function Sum({ bill, funds }: { bill: Bill; funds: Funds }) {
  const t = useTranslations('form')
  const { figure, credits } = useAmount()
  if (bill.kind !== 'price' || bill.jobs < 2) return null
  return (
    <dl className="mb-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-13 tabular-nums *:even:text-right">
      <dt className="text-ink-3">
        {bill.one === null
          ? t('jobs', { count: bill.jobs })
          : t('times', { count: bill.jobs, price: credits(bill.one) })}
      </dt>
      <dd>{figure(bill.total)}</dd>
      {funds.left !== null && (
        <>
          <dt className="text-ink-3">{t('leftTitle')}</dt>
          <dd>{figure(funds.left)}</dd>
        </>
      )}
    </dl>
  )
}

type BelowProps = RunBarProps & { bill: Bill; funds: Funds; figure: (thousandths: number) => string }

/** Below the button: what is left after, or why there is no price, or what is missing. */
function Below({ bill, funds, credits, onRun, figure }: BelowProps) {
  const t = useTranslations('form')
  const { model } = useForm()
  const labelOf = (name: string) => model.fields.find((field) => field.name === name)?.label ?? name
  const line = 'mt-2 text-center text-ink-3 text-pretty tabular-nums'
  const rate =
    model.from !== null && model.per
      ? t(`rate.${model.per}`, { count: model.from, figure: figure(toThousandths(model.from)) })
      : ''
  if (bill.kind === 'unbounded' || bill.kind === 'open') {
    return (
      <p className={line}>
        {rate} {bill.kind === 'open' ? t('priceOpen') : t('priceAfter', { field: labelOf(bill.field) })}
      </p>
    )
  }
  if (bill.kind === 'unpriced') {
    return (
      <p role="status" className={line}>
        {bill.field ? t('unpricedField', { field: labelOf(bill.field) }) : t('unpriced')}
      </p>
    )
  }
  if (funds.left !== null) {
    return bill.jobs < 2 ? <p className={line}>{t('leftAfter', { figure: figure(funds.left) })}</p> : null
  }
  const has = floorThousandths(credits.available)
  return (
    <div className="mt-2 tabular-nums">
      <p role="status" className="text-pretty text-warn">
        {t('youHave', {
          count: toCredits(has),
          figure: figure(has),
          jobs: bill.jobs > 1 ? funds.affordable : 0,
        })}{' '}
        {t('askAdmin', { count: toCredits(funds.missing), figure: figure(funds.missing) })}
      </p>
      <p className="mt-1 flex gap-4">
        {bill.jobs > 1 && funds.affordable > 0 && (
          <button type="button" onClick={() => onRun(funds.affordable)} className="link font-medium">
            {t('runSome', { count: funds.affordable })}
          </button>
        )}
        <Link href="/credits" className="link">
          {t('toCredits')}
        </Link>
      </p>
    </div>
  )
}
