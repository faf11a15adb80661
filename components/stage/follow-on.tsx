'use client'

import dynamic from 'next/dynamic'
import { persistent } from '@/components/http/persistent'
import type { NextStepsProps } from './next-steps'
import { quickTools } from './quick-tools'

const NextSteps = dynamic(persistent(() => import('./next-steps').then((part) => part.NextSteps)))

/** Heights of a list with so many steps; of buttons beside each other one line. */
const rooms: Record<number, string> = {
  2: 'min-h-16 max-desk:min-h-22',
  3: 'min-h-24 max-desk:min-h-33',
  4: 'min-h-32 max-desk:min-h-44',
  5: 'min-h-40 max-desk:min-h-55',
  6: 'min-h-48 max-desk:min-h-66',
}

/** How many steps a list will have once it is here. */
function stepsOf({ model, inputs, outputs }: NextStepsProps['job']): number {
  const isPicture = outputs[0]?.kind === 'image'
  const tools = isPicture ? quickTools.filter(({ id }) => id !== model).length + 1 : 0
  return 2 + tools + (inputs.some(({ kind }) => kind === 'image') ? 1 : 0)
}

/** What may be done next, fetched after what there is to be seen; its room is kept. */
export function FollowOn(props: NextStepsProps) {
  const room = props.isList ? rooms[stepsOf(props.job)] : 'w-full min-h-8 max-desk:min-h-11'
  return (
    <div className={room}>
      <NextSteps {...props} />
    </div>
  )
}
