'use client'

import { useLocale, useTranslations } from 'next-intl'
import { memo } from 'react'
import { formatNumber } from '@/lib/format'
import type { Line } from './layout'
import { cellRole, rowRole } from './roles'
import type { Chosen } from './selection'
import { Tile } from './tile'
import { useResultWords } from './use-result-words'

export type GridLineProps = {
  line: Line
  top: number
  gap: number
  chosen: Chosen
  trashDays: number
  /** The result of this line that the Tab key comes to, if it is in this line. */
  stop: string | null
}

/** A heading, a row of results, or the room of what is on its way. */
export const GridLine = memo(function GridLine({ line, top, gap, chosen, trashDays, stop }: GridLineProps) {
  const t = useTranslations('gallery')
  const locale = useLocale()
  const words = useResultWords()
  const style = { transform: `translateY(${top}px)`, height: line.height }
  if (line.kind === 'gap') {
    return (
      <div {...rowRole} style={style} className="absolute inset-x-0 top-0">
        <div {...cellRole(t('loading'))} className="size-full pb-1.5">
          <div className="size-full rounded-photo bg-well" />
        </div>
      </div>
    )
  }
  if (line.kind === 'day') {
    return (
      <div {...rowRole} style={style} className="absolute inset-x-0 top-0 flex items-end pb-2 max-desk:px-4">
        <div {...cellRole()}>
          <h2 className="flex gap-2 font-strong text-13 tracking-normal max-desk:text-[14px]">
            {words.day(line.day)}
            {line.count !== null && (
              <span className="font-normal text-ink-3 tabular-nums">{formatNumber(locale, line.count)}</span>
            )}
          </h2>
        </div>
      </div>
    )
  }
  return (
    <div {...rowRole} style={style} className="absolute inset-x-0 top-0">
      <div role="presentation" className="absolute inset-x-0 top-0" style={{ height: line.height - gap }}>
        {line.cells.map(({ result, left, width }) => (
          <Tile
            key={result.file.id}
            result={result}
            left={left}
            width={width}
            label={words.name(result)}
            goes={words.goes(result, trashDays)}
            isChosen={chosen.has(result.file.id)}
            isStop={result.file.id === stop}
          />
        ))}
      </div>
    </div>
  )
})
