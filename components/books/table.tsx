import type { ReactNode } from 'react'

/** On a phone a cell is a line with its column's title before it. */
const line =
  'max-desk:flex max-desk:justify-between max-desk:gap-6 max-desk:border-0 max-desk:p-0 max-desk:py-0.5 max-desk:text-right max-desk:before:shrink-0 max-desk:before:text-ink-3 max-desk:before:content-[attr(data-title)]'

type BookColumn = { title: string; isNumber?: boolean }
type BookRow = { key: string; cells: readonly ReactNode[]; isStrong?: boolean }
export type BookTableProps = { columns: readonly BookColumn[]; rows: readonly BookRow[] }

/** Rows with hairlines; the first cell names its row, numbers stand at the right. On a phone each row of many stands by itself. */
export function BookTable({ columns, rows }: BookTableProps) {
  const side = (n: number) => (columns[n]?.isNumber ? 'text-right tabular-nums pl-4' : 'text-left pr-3')
  const isStacked = columns.length > 2
  const stack = (classes: string) => (isStacked ? classes : '')
  return (
    <div className="overflow-x-auto">
      <table className={`w-full ${stack('max-desk:block')}`}>
        <thead className={stack('max-desk:sr-only')}>
          <tr>
            {columns.map(({ title }, n) => (
              <th
                key={title}
                scope="col"
                className={`whitespace-nowrap border-line border-b pb-2 font-normal text-12 text-ink-3 ${side(n)}`}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={stack('max-desk:block')}>
          {rows.map(({ key, cells: [name, ...cells], isStrong }) => (
            <tr
              key={key}
              className={`${isStrong ? 'font-strong' : ''} ${stack('max-desk:block max-desk:border-line max-desk:border-b max-desk:py-3')}`}
            >
              <th
                scope="row"
                className={`h-10 border-line border-b py-1.5 ${isStrong ? 'font-strong' : 'font-normal'} ${side(0)} ${stack('max-desk:block max-desk:h-auto max-desk:border-0 max-desk:p-0 max-desk:pb-1 max-desk:font-medium')}`}
              >
                {name}
              </th>
              {cells.map((cell, n) => (
                <td
                  key={columns[n + 1]?.title}
                  data-title={columns[n + 1]?.title}
                  className={`border-line border-b py-1.5 ${side(n + 1)} ${stack(line)}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export type BookSectionProps = { title: string; hint?: string; action?: ReactNode; children: ReactNode }

/** A part of the books' page. */
export function BookSection({ title, hint, action, children }: BookSectionProps) {
  return (
    <section className="min-w-0">
      <div className="mb-3 flex min-h-8 items-center gap-4">
        <h2 className="flex-1 font-strong text-13 tracking-normal">{title}</h2>
        {action}
      </div>
      {hint && <p className="-mt-2 mb-3 text-12 text-ink-3 text-pretty">{hint}</p>}
      {children}
    </section>
  )
}

export const Nothing = ({ children }: { children: ReactNode }) => (
  <p className="border-line border-y py-4 text-ink-2">{children}</p>
)
