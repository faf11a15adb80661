'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { persistent } from '@/components/http/persistent'
import type { ResultView } from '@/lib/gallery/schema'
import type { CreditsView } from '@/lib/jobs/schema'
import type { Laid } from './layout'
import { findSpot, type Step, walk } from './walk'

const Lightbox = dynamic(
  persistent(() => import('./lightbox').then((part) => part.Lightbox)),
  { ssr: false },
)

export type OpenedResultProps = {
  userId: string
  credits: CreditsView
  result: ResultView
  trashDays: number
  /** The grid's results, in which its neighbours are. */
  laid: readonly Laid[]
  /** Another one is looked at. */
  onOpened: (result: ResultView) => void
  onClose: () => void
}

/** The lightbox over the grid: its neighbours are those of the grid. */
export function OpenedResult(props: OpenedResultProps) {
  const { userId, credits, result, trashDays, laid, onOpened, onClose } = props
  const router = useRouter()

  function neighbour(step: Step): (() => void) | null {
    const spot = findSpot(laid, result.file.id)
    const next = spot && walk(laid, spot, step)
    const line = next && laid[next.section]?.lines[next.line]
    const found = line?.kind === 'cells' && next ? line.cells[next.cell]?.result : undefined
    return found ? () => onOpened(found) : null
  }

  return (
    <Lightbox
      {...{ userId, credits, result, trashDays, onClose }}
      onBack={neighbour('left')}
      onOn={neighbour('right')}
      onJob={(job) => router.push(`/jobs/${job.id}`)}
    />
  )
}
