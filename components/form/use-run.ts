'use client'

import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'
import { floorThousandths, toCredits } from '@/lib/credits/amount'
import { allFiles, askedFields } from './fields'
import { fundsFor } from './price'
import { findProblems, shownPath } from './problems'
import { useForm } from './use-form'
import { useProblemWords } from './use-problem-words'

/** Sentences by field path; under '' what concerns no field. */
export type FieldProblems = Record<string, string>

/** Starts the jobs at no more than these prices (credits). Answers null when all were taken, else what is wrong. */
export type OnRun = (inputs: Record<string, unknown>[], prices: number[]) => Promise<FieldProblems | null>

const focusable = 'input:checked, textarea, input:not([hidden]):not([type=range]), button'

/** Puts the hands on the first field that something is wrong with. */
function focusFirst(root: HTMLElement | null, paths: readonly string[]) {
  // Two frames: folded fields are drawn in the first.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const fields = [...(root?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
      const wrong = fields.find(({ dataset }) => paths.includes(dataset.field ?? ''))
      wrong?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
      wrong?.scrollIntoView({ block: 'nearest' })
    }),
  )
}

/**
 * Runs what the form says: checks it, waits for files that are on their way, and starts the jobs. Never more than was
 * shown before the press.
 */
export function useRun(root: RefObject<HTMLElement | null>, available: number, onRun: OnRun) {
  const t = useTranslations('form')
  const { model, store, desk, board } = useForm()
  const words = useProblemWords()

  function show(said: FieldProblems) {
    const { variant, values, isOpen } = store.state()
    const fields = askedFields(model, variant, values)
    const errors: Record<string, string> = {}
    const general: string[] = []
    for (const [at, sentence] of Object.entries(said)) {
      const path = at === '' ? '' : shownPath(fields, at)
      if (path) errors[path] ??= sentence
      else general.push(sentence)
    }
    const isFolded = fields.some(
      ({ name, folded }) => folded && Object.keys(errors).some((path) => path.split('.')[0] === name),
    )
    store.patch({
      phase: 'idle',
      errors,
      problem: general.join(' ') || null,
      isOpen: isOpen || isFolded,
    })
    if (Object.keys(errors).length > 0) focusFirst(root.current, Object.keys(errors))
  }

  function check(): boolean {
    const found = findProblems(model, store.state(), desk)
    if (found.length === 0) return true
    const sentences = found.map((one) => [
      one.path,
      'item' in one ? (words.ofItem(one.item, one.label) ?? '') : words.sentence(one.problem, one.label),
    ])
    show(Object.fromEntries(sentences.toReversed()))
    return false
  }

  /** `most`: only so many of the jobs, because the credits cover no more. */
  async function run(most?: number) {
    if (store.state().phase !== 'idle' || !check()) return
    const shown = board.now()
    store.patch({ phase: 'uploading', errors: {}, problem: null })
    await desk.settled(allFiles(model.fields, store.state().values))
    if (!check()) return
    const { planned, quotes, bill } = board.now()
    if (bill.kind !== 'price' || shown.bill.kind !== 'price') return show({ '': t('priceNow') })
    const jobs = planned.slice(0, most)
    const due = quotes.slice(0, most)
    const before = shown.quotes.slice(0, most)
    if (sum(due) > sum(before)) return show({ '': t('priceNow') })
    if (fundsFor(due, floorThousandths(available)).left === null) return store.patch({ phase: 'idle' })
    store.patch({ phase: 'sending' })
    let said: FieldProblems | null = null
    try {
      said = await onRun(
        jobs.map(({ input }) => input),
        due.map((one) => (one?.kind === 'price' ? toCredits(one.hold) : 0)),
      )
    } finally {
      store.patch({ phase: 'idle' })
    }
    if (said) show(said)
  }

  return run
}

const sum = (quotes: readonly ({ kind: string; hold?: number } | null)[]) =>
  quotes.reduce((total, one) => total + (one?.hold ?? 0), 0)
