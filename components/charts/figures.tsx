import type { ReactNode } from 'react'

export type FigureProps = { title: string; figure: ReactNode; hint?: ReactNode; isBad?: boolean }

/** A few figures in a row, each with its name above and a word below. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="my-6 grid auto-cols-fr grid-flow-col gap-y-5 max-wide:grid-flow-row max-wide:grid-cols-3 max-desk:grid-cols-2">
      {children}
    </dl>
  )
}

export function Figure({ title, figure, hint, isBad }: FigureProps) {
  return (
    <div className="min-w-0 pr-4 not-first:border-line not-first:border-l not-first:pl-5 max-wide:not-first:border-l-0 max-wide:not-first:pl-0">
      <dt className="text-ink-2">{title}</dt>
      <dd className="font-medium text-24 tabular-nums tracking-tight">{figure}</dd>
      <dd className={`text-12 text-pretty ${isBad ? 'text-bad' : 'text-ink-3'}`}>{hint}</dd>
    </div>
  )
}
