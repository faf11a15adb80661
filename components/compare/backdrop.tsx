'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'

/** What a cut-out lies on: the checkerboard, or a CSS colour. */
export type BackdropChoice = { kind: 'checker' | 'white' | 'black' | 'own'; own: string }

export const firstBackdrop: BackdropChoice = { kind: 'checker', own: '#7f8c6b' }

/** What CompareSlider wants for a choice. */
export function backdropStyle({ kind, own }: BackdropChoice): { className?: string; colour?: string } {
  if (kind === 'checker') return { className: 'checker' }
  return { colour: kind === 'own' ? own : kind }
}

const dots = {
  checker: { className: 'checker checker-small' },
  white: { background: '#fff' },
  black: { background: '#000' },
  own: { background: 'conic-gradient(from 210deg, #c44, #cc4, #4c6, #4cc, #46c, #c4c, #c44)' },
}
const kinds = ['checker', 'white', 'black', 'own'] as const

export type BackdropProps = { value: BackdropChoice; onChange: (choice: BackdropChoice) => void }

/** Four dots; the fourth opens a colour field beside it. */
export function Backdrop({ value, onChange }: BackdropProps) {
  const t = useTranslations('compare')
  const name = useId()
  return (
    <div className="flex items-center">
      <div role="radiogroup" aria-label={t('backdrop')} className="flex">
        {kinds.map((kind) => {
          const dot = dots[kind]
          return (
            <label
              key={kind}
              title={t(`backdrops.${kind}`)}
              className="relative grid size-7 cursor-pointer place-items-center max-desk:h-11 max-desk:w-9"
            >
              <input
                type="radio"
                name={name}
                aria-label={t(`backdrops.${kind}`)}
                checked={value.kind === kind}
                onChange={() => onChange({ ...value, kind })}
                className="peer absolute inset-0 m-0 cursor-pointer opacity-0"
              />
              <span
                className={`size-5 rounded-pill shadow-[inset_0_0_0_1px_var(--edge)] outline-mark peer-checked:outline-2 peer-checked:outline-offset-2 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-4 max-desk:size-7 ${'className' in dot ? dot.className : ''}`}
                style={'background' in dot ? { background: dot.background } : undefined}
              />
            </label>
          )
        })}
      </div>
      {value.kind === 'own' && (
        <input
          type="color"
          aria-label={t('pickColour')}
          value={value.own}
          onChange={(event) => onChange({ kind: 'own', own: event.currentTarget.value })}
          className="ml-1 h-6 w-9 cursor-pointer rounded-[4px] border border-edge bg-panel p-0.5 max-desk:h-10 max-desk:w-10"
        />
      )}
    </div>
  )
}
