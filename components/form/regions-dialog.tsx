'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type PointerEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { Region } from './fields'
import { isSlip, middleOf, REGIONS, regionBetween, withSide } from './regions'
import { useItem } from './use-form'
import { useSource } from './use-source'

export type RegionsDialogProps = {
  /** The picture's id in the form. */
  id: string
  regions: readonly Region[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onChange: (regions: readonly Region[]) => void
}

const sides = ['left', 'top', 'right', 'bottom'] as const

/** Regions of one picture: drawn with the pointer, or written as numbers. */
export function RegionsDialog({ id, regions, isOpen, onOpenChange, onChange }: RegionsDialogProps) {
  const t = useTranslations('form')
  const item = useItem(id)
  const source = useSource(item)
  const [drawn, setDrawn] = useState<Region | null>(null)
  const size = item?.width && item.height ? { width: item.width, height: item.height } : null

  function draw(event: PointerEvent<HTMLDivElement>) {
    if (!size || event.button !== 0 || regions.length >= REGIONS) return
    event.preventDefault()
    const box = event.currentTarget.getBoundingClientRect()
    const at = ({ clientX, clientY }: { clientX: number; clientY: number }) => ({
      x: ((clientX - box.left) / box.width) * size.width,
      y: ((clientY - box.top) / box.height) * size.height,
    })
    const from = at(event)
    const stop = new AbortController()
    let region: Region | null = null
    const move = (next: globalThis.PointerEvent) => {
      region = regionBetween(from, at(next), size)
      setDrawn(region)
    }
    const end = () => {
      stop.abort()
      setDrawn(null)
      if (region && !isSlip(region)) onChange([...regions, region])
    }
    window.addEventListener('pointermove', move, { signal: stop.signal })
    window.addEventListener('pointerup', end, { signal: stop.signal })
    window.addEventListener('pointercancel', end, { signal: stop.signal })
  }

  if (!item) return null
  return (
    <Dialog
      title={t('regions.mark')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={<Button onPress={() => onOpenChange(false)}>{t('regions.done')}</Button>}
    >
      {size ? (
        <>
          <p className="mb-3 text-12 text-ink-3">{t('regions.how', { max: REGIONS })}</p>
          <div
            onPointerDown={draw}
            style={{ aspectRatio: `${size.width} / ${size.height}` }}
            className="relative mx-auto max-h-[50dvh] max-w-full cursor-crosshair touch-none select-none overflow-hidden rounded-photo bg-well"
          >
            {source && <img src={source} alt={item.name} draggable={false} className="size-full" />}
            {[...regions, ...(drawn ? [drawn] : [])].map((region, index) => (
              <Frame
                key={index < regions.length ? `r${index}` : 'drawn'}
                region={region}
                size={size}
                place={index + 1}
              />
            ))}
          </div>
          <ol className="mt-3 grid gap-3">
            {regions.map((region, index) => (
              // A region is known by its place alone.
              <li key={`n${index.toString()}`} className="flex items-end gap-2">
                <fieldset
                  aria-label={t('regions.one', { place: index + 1 })}
                  className="grid flex-1 grid-cols-4 gap-2"
                >
                  {sides.map((side, at) => (
                    <label key={side} className="block min-w-0 text-12 text-ink-3">
                      {t(`regions.${side}`)}
                      <input
                        type="number"
                        min={0}
                        max={at % 2 === 0 ? size.width : size.height}
                        value={region[at]}
                        onChange={({ currentTarget }) =>
                          onChange(
                            regions.with(index, withSide(region, at, currentTarget.valueAsNumber || 0, size)),
                          )
                        }
                        className="mt-1 h-8 w-full rounded-control border border-edge bg-panel px-2 text-13 text-ink tabular-nums max-desk:h-11 max-desk:text-[16px]"
                      />
                    </label>
                  ))}
                </fieldset>
                <button
                  type="button"
                  aria-label={t('regions.remove', { place: index + 1 })}
                  onClick={() => onChange(regions.toSpliced(index, 1))}
                  className="grid size-8 shrink-0 place-items-center rounded-control text-ink-3 hover:text-ink max-desk:size-11"
                >
                  <X aria-hidden size={14} strokeWidth={1.8} />
                </button>
              </li>
            ))}
          </ol>
          {regions.length < REGIONS && (
            <Button variant="quiet" onPress={() => onChange([...regions, middleOf(size)])} className="mt-2">
              {t('regions.add')}
            </Button>
          )}
        </>
      ) : (
        <p className="text-ink-3">{t('regions.wait')}</p>
      )}
    </Dialog>
  )
}

type FrameProps = { region: Region; size: { width: number; height: number }; place: number }

function Frame({ region: [left, top, right, bottom], size, place }: FrameProps) {
  const across = (px: number) => `${(px / size.width) * 100}%`
  const down = (px: number) => `${(px / size.height) * 100}%`
  return (
    <span
      style={{ left: across(left), top: down(top), width: across(right - left), height: down(bottom - top) }}
      className="pointer-events-none absolute border-[1.5px] border-white shadow-[0_0_0_1px_rgb(0_0_0/0.5),inset_0_0_0_1px_rgb(0_0_0/0.5)]"
    >
      <span className="absolute top-0 left-0 bg-black/60 px-1 font-mono text-11 text-white">{place}</span>
    </span>
  )
}
