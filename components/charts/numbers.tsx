'use client'

import { useId } from 'react'

export type Column = {
  title: string
  /** The first column names the rows; the others are numbers. */
  cells: readonly string[]
}

export type NumbersProps = { summary: string; columns: readonly Column[] }

/** A chart's numbers as a table, behind a disclosure. */
export function Numbers({ summary, columns }: NumbersProps) {
  const [names, ...figures] = columns
  const id = useId()
  const head = 'border-line border-b pb-1.5 font-normal text-12 text-ink-3'
  return (
    <details className="mt-1 text-12 text-ink-3 max-desk:text-[13px]">
      <summary className="w-fit cursor-pointer rounded-photo py-1.5 text-ink-2 hover:text-ink">
        {summary}
      </summary>
      <table className="mt-2 w-full max-w-lg text-13 text-ink-2">
        <thead>
          <tr>
            <th scope="col" className={`${head} text-left`}>
              {names?.title}
            </th>
            {figures.map(({ title }) => (
              <th key={title} scope="col" className={`${head} text-right`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {names?.cells.map((name, n) => (
            <tr key={`${id}-${name}`}>
              <th scope="row" className="border-line border-b py-1.5 text-left font-normal">
                {name}
              </th>
              {figures.map(({ title, cells }) => (
                <td key={title} className="border-line border-b text-right tabular-nums">
                  {cells[n]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
