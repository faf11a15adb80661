'use client'

import { useLocale, useTranslations } from 'next-intl'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import {
  finishFormats,
  MAX_BLUR,
  MAX_MARGIN,
  MAX_OFFSET,
  MAX_SIDE,
  MIN_QUALITY,
  MIN_SIDE,
} from '@/lib/finish/bounds'
import type { Recipe } from '@/lib/finish/schema'
import { formatNumber, formatPixels } from '@/lib/format'
import type { Locale } from '@/lib/locale'
import type { Change } from './history'
import { firstShadow, givenSizes } from './recipes'
import { Section } from './section'
import { Slide } from './slide'

type Props = { recipe: Recipe; change: Change }

const HALF = 0.5
const percent = (locale: Locale, value: number) => `${formatNumber(locale, value)}%`

/** A soft shadow under a cut-out. */
export function ShadowSection({ recipe: { shadow }, change }: Props) {
  const t = useTranslations('finish')
  const locale = useLocale()
  const put = (what: string, part: Partial<NonNullable<Recipe['shadow']>>) =>
    change(`shadow ${what}`, { shadow: { ...(shadow ?? firstShadow), ...part } })
  return (
    <Section
      title={t('shadow.title')}
      choice={
        <Switch
          label={t('shadow.title')}
          isOn={shadow !== null}
          onChange={(isOn) => change('shadow', { shadow: isOn ? firstShadow : null })}
        />
      }
    >
      {shadow && (
        <>
          <Slide
            label={t('shadow.opacity')}
            value={shadow.opacity}
            min={1}
            max={100}
            figure={percent(locale, shadow.opacity)}
            onChange={(opacity) => put('opacity', { opacity })}
          />
          <Slide
            label={t('shadow.blur')}
            value={shadow.blur}
            min={0}
            max={MAX_BLUR}
            step={HALF}
            figure={percent(locale, shadow.blur)}
            onChange={(blur) => put('blur', { blur })}
          />
          <Slide
            label={t('shadow.x')}
            value={shadow.x}
            min={-MAX_OFFSET}
            max={MAX_OFFSET}
            step={HALF}
            figure={percent(locale, shadow.x)}
            onChange={(x) => put('x', { x })}
          />
          <Slide
            label={t('shadow.y')}
            value={shadow.y}
            min={-MAX_OFFSET}
            max={MAX_OFFSET}
            step={HALF}
            figure={percent(locale, shadow.y)}
            onChange={(y) => put('y', { y })}
          />
        </>
      )}
    </Section>
  )
}

/** What is kept of the picture, and the room around it. */
export function CropSection({ recipe: { crop, margin }, change }: Props) {
  const t = useTranslations('finish')
  const locale = useLocale()
  return (
    <Section
      title={t('crop.title')}
      choice={
        <Segmented
          label={t('crop.title')}
          value={crop}
          segments={[
            { id: 'whole', label: t('crop.whole') },
            { id: 'subject', label: t('crop.subject') },
          ]}
          onChange={(next) => change('crop', { crop: next })}
        />
      }
    >
      <Slide
        label={t('crop.margin')}
        value={margin}
        min={0}
        max={MAX_MARGIN}
        step={HALF}
        figure={percent(locale, margin)}
        onChange={(next) => change('margin', { margin: next })}
      />
    </Section>
  )
}

const nameOf = ({ width, height }: { width: number; height: number }) => `${width}x${height}`

/** How large the picture becomes. `own`: what it is without a size. */
export function SizeSection({ recipe: { size }, change, own }: Props & { own: string }) {
  const t = useTranslations('finish')
  const isGiven = size && givenSizes.some((given) => nameOf(given) === nameOf(size))
  const options = [
    { id: '', label: t('size.free', { size: own }) },
    ...givenSizes.map((given) => ({ id: nameOf(given), label: formatPixels(given.width, given.height) })),
    ...(size && !isGiven ? [{ id: nameOf(size), label: formatPixels(size.width, size.height) }] : []),
  ]
  const side = (name: 'width' | 'height') =>
    size && (
      <TextField
        label={t(`size.${name}`)}
        type="number"
        inputMode="numeric"
        min={MIN_SIDE}
        max={MAX_SIDE}
        defaultValue={size[name]}
        key={`${name} ${size[name]}`}
        onBlur={(event) => {
          const next = Math.round(event.currentTarget.valueAsNumber)
          const held = Math.min(MAX_SIDE, Math.max(MIN_SIDE, next || size[name]))
          event.currentTarget.value = String(held)
          if (held !== size[name]) change(`size ${name}`, { size: { ...size, [name]: held } })
        }}
      />
    )
  return (
    <Section title={t('size.title')}>
      <Select
        label={t('size.preset')}
        options={options}
        value={size ? nameOf(size) : ''}
        onChange={(id) => {
          const [width = 0, height = 0] = id.split('x').map(Number)
          change('size', { size: id ? { width, height } : null })
        }}
      />
      {size && (
        <div className="mt-2 grid grid-cols-2 gap-3">
          {side('width')}
          {side('height')}
        </div>
      )}
    </Section>
  )
}

const formatNames = { png: 'PNG', jpeg: 'JPG', webp: 'WebP' } as const

/** What kind of file it becomes. */
export function FormatSection({ recipe: { format, quality }, change }: Props) {
  const t = useTranslations('finish')
  return (
    <Section
      title={t('file.title')}
      choice={
        <Segmented
          label={t('file.title')}
          value={format}
          segments={finishFormats.map((id) => ({ id, label: formatNames[id] }))}
          onChange={(next) => change('format', { format: next })}
        />
      }
    >
      {format !== 'png' && (
        <Slide
          label={t('file.quality')}
          value={quality}
          min={MIN_QUALITY}
          max={100}
          figure={String(quality)}
          onChange={(next) => change('quality', { quality: next })}
        />
      )}
    </Section>
  )
}
