import type { CSSProperties } from 'react'

/** Widths by height of pictures as they come, row by row; each once in its row. */
const rows = [
  [1.5, 1, 0.75, 1.8, 1.2, 0.9],
  [0.8, 1.6, 1, 1.3, 0.7, 1.5],
  [1.2, 1, 1.5, 0.75, 1.4, 0.9],
  [1, 1.7, 0.8, 1.2, 0.9, 1.4],
]

/** Where results will be, before it is known how many there are. On a phone rows are as high as `shapes` has them there. */
export function GridOutline({ row, gap }: { row: number; gap: number }) {
  return (
    <div
      aria-hidden
      className="absolute inset-x-0 top-0 grid gap-(--gap) [--high:var(--row)] max-desk:gap-0.5 max-desk:[--high:110px]"
      style={{ '--row': `${row}px`, '--gap': `${gap}px` } as CSSProperties}
    >
      <div className="flex h-10 items-end pb-2 max-desk:px-4">
        <span className="h-4 w-40 rounded-photo bg-well" />
      </div>
      {rows.map((aspects) => (
        <div key={aspects.join()} className="flex h-(--high) gap-(--gap) overflow-hidden max-desk:gap-0.5">
          {aspects.map((aspect) => (
            <span
              key={aspect}
              style={{ flexGrow: aspect, flexBasis: `calc(var(--high) * ${aspect * 0.7})` }}
              className="shrink-0 rounded-photo bg-well"
            />
          ))}
        </div>
      ))}
    </div>
  )
}
