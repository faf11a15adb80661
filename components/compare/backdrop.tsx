'use client'

import { Image as ImageIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { LayerBackdrop } from '@/components/compare/compare-layer'
import { pictureTypes } from '@/lib/files/bounds'

/** What a cut-out lies on: the checkerboard, a CSS colour, or a picture of this computer's (an object URL). */
export type BackdropChoice = {
  kind: 'checker' | 'white' | 'black' | 'own' | 'picture'
  own: string
  picture?: string
}

export const firstBackdrop: BackdropChoice = { kind: 'checker', own: '#7f8c6b' }

/** What CompareSlider wants for a choice. */
export function backdropStyle({ kind, own, picture }: BackdropChoice): LayerBackdrop {
  if (kind === 'checker') return { className: 'checker' }
  if (kind === 'picture') return picture ? { image: `url("${picture}")` } : { className: 'checker' }
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

/** Five dots; the fourth opens a colour field beside it, the fifth asks for a picture, which stays on this computer. */
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
      <label
        title={t('backdrops.picture')}
        className="relative grid size-7 cursor-pointer place-items-center max-desk:h-11 max-desk:w-9"
      >
        <input
          type="file"
          accept={pictureTypes.join(',')}
          aria-label={t('backdrops.picture')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            // The same file may be chosen again.
            event.currentTarget.value = ''
            if (!file) return
            if (value.picture) URL.revokeObjectURL(value.picture)
            onChange({ ...value, kind: 'picture', picture: URL.createObjectURL(file) })
          }}
          className="peer absolute inset-0 m-0 cursor-pointer opacity-0"
        />
        <span
          className={`grid size-5 place-items-center rounded-pill bg-cover bg-panel bg-center text-ink-2 shadow-[inset_0_0_0_1px_var(--edge)] peer-focus-visible:outline-2 peer-focus-visible:outline-mark peer-focus-visible:outline-offset-4 max-desk:size-7 ${value.kind === 'picture' ? 'outline-2 outline-mark outline-offset-2' : ''}`}
          style={value.picture ? { backgroundImage: `url("${value.picture}")` } : undefined}
        >
          {!value.picture && <ImageIcon aria-hidden size={12} strokeWidth={1.6} />}
        </span>
      </label>
      {value.kind === 'own' && (
        <input
          type="color"
          aria-label={t('pickColour')}
          value={value.own}
          onChange={(event) => onChange({ ...value, kind: 'own', own: event.currentTarget.value })}
          className="ml-1 h-6 w-9 cursor-pointer rounded-[4px] border border-edge bg-panel p-0.5 max-desk:h-10 max-desk:w-10"
        />
      )}
    </div>
  )
}
