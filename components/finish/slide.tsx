'use client'

import '@/components/form/form.css'
import { type CSSProperties, useId } from 'react'

export type SlideProps = {
  label: string
  value: number
  min: number
  max: number
  step?: number
  /** As it is read: with its unit. */
  figure: string
  onChange: (value: number) => void
}

type Fill = CSSProperties & Record<'--v', string>

/** One number by dragging or by arrow keys, its name before it and its figure behind. */
export function Slide({ label, value, min, max, step = 1, figure, onChange }: SlideProps) {
  const id = useId()
  const fill: Fill = { '--v': `${((value - min) / (max - min)) * 100}%` }
  return (
    <div className="grid min-h-8 grid-cols-[72px_minmax(0,1fr)_48px] items-center gap-3 max-desk:min-h-11">
      <label htmlFor={id} className="text-ink-2">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={figure}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
        className="form-slider w-full"
        style={fill}
      />
      <output htmlFor={id} className="measured text-right text-ink-2">
        {figure}
      </output>
    </div>
  )
}
