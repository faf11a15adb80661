'use client'

import { useId } from 'react'
import type { ChoiceProps } from './choice'
import { ChoiceGroup, ChoiceRadio } from './choice-group'
import { drawnSize, type Shape } from './shapes'
import { widthOf } from './text-width'

export type ShapeChoiceProps = ChoiceProps & { shapes: readonly Shape[] }

/** Wider names need room for a word, not for `16:9`. */
const WIDE = 6

/** Shapes of a picture, drawn. */
export function ShapeChoice({ choices, shapes, chosen, onChoose, ...group }: ShapeChoiceProps) {
  const name = useId()
  const isWide = (index: number) => widthOf(choices[index]?.label ?? '') > WIDE
  // One "Automatic" among many ratios takes two places; where all have names, all places are wide.
  const isWordy = shapes.some(({ ratio }, index) => ratio !== null && isWide(index))
  return (
    <ChoiceGroup
      {...group}
      className={`-mx-1.5 grid gap-0.5 ${isWordy ? 'grid-cols-[repeat(auto-fill,minmax(88px,1fr))]' : 'grid-cols-[repeat(auto-fill,minmax(40px,1fr))] max-desk:grid-cols-[repeat(auto-fill,minmax(48px,1fr))]'}`}
    >
      {choices.map(({ id, label, price }, index) => {
        const shape = shapes[index]
        return (
          <label
            key={id}
            className={`relative grid cursor-pointer grid-rows-[24px_auto] place-items-center gap-y-0.5 rounded-control px-0.5 pt-1.5 pb-1 text-ink-3 hover:text-ink has-checked:bg-mark-wash has-checked:text-mark-ink has-focus-visible:outline-2 has-focus-visible:outline-mark max-desk:min-h-12 ${!isWordy && isWide(index) ? 'col-span-2' : ''}`}
          >
            <ChoiceRadio name={name} value={id} isChosen={id === chosen} onChoose={() => onChoose(id)} />
            {shape && (
              <span
                aria-hidden
                style={drawnSize(shape)}
                className={`rounded-[1.5px] border-[1.3px] border-current ${shape.ratio === null ? 'border-dashed' : ''}`}
              />
            )}
            <span
              className={
                isWordy || isWide(index)
                  ? 'text-center text-11 text-balance'
                  : 'font-mono text-11 tracking-tight'
              }
            >
              {label}
              {price && <span className="block">{price}</span>}
            </span>
          </label>
        )
      })}
    </ChoiceGroup>
  )
}
