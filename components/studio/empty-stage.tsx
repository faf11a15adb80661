'use client'

import { Camera, ClipboardPaste, FolderOpen } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { CropMarks } from '@/components/ui/crop-marks'
import { Kbd } from '@/components/ui/kbd'
import { pastedPictures } from '@/components/upload/use-intake'
import type { MediaLimits } from '@/lib/catalog/schema'
import { useLimitsWords } from './use-limits-words'

export type EmptyStageProps = {
  limits: MediaLimits
  onChoose: () => void
  onCamera: () => void
  onFiles: (files: File[]) => void
}

const samples = ['astronaut', 'kettle', 'mug', 'speaker'] as const
const never = () => () => {}
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.6 } as const

/** What this machine can do is known in the browser only; the server assumes little. */
const useBrowser = (read: () => boolean) => useSyncExternalStore(never, read, () => false)
const canPaste = () => typeof navigator.clipboard?.read === 'function'
const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent)

/** Nothing on the table yet: the ways in. */
export function EmptyStage({ limits, onChoose, onCamera, onFiles }: EmptyStageProps) {
  const t = useTranslations('studio')
  const limitsWords = useLimitsWords()
  const [said, setSaid] = useState<string | null>(null)
  const pasteWorks = useBrowser(canPaste)
  const command = useBrowser(isMac) ? '⌘V' : 'Ctrl V'

  async function paste() {
    const files = await pastedPictures(t('pastedName'))
    setSaid(files?.length ? null : t('pasteNothing'))
    if (files?.length) onFiles(files)
  }

  async function take(sample: (typeof samples)[number]) {
    const response = await fetch(`/samples/${sample}.webp`).catch(() => null)
    setSaid(response?.ok ? null : t('noAnswer'))
    if (response?.ok) onFiles([new File([await response.blob()], `${sample}.webp`, { type: 'image/webp' })])
  }

  return (
    <div className="on-table h-full min-h-0 overflow-auto p-6 max-desk:p-4">
      <CropMarks className="grid min-h-full grid-rows-[1fr_auto] place-items-center p-8 max-desk:px-3 max-desk:py-6">
        <div className="pt-6 text-center">
          <h1 className="font-medium text-36 tracking-[-0.03em] text-balance max-desk:text-[30px] max-desk:leading-[34px]">
            {t('dropHere')}
          </h1>
          <p className="mt-1.5 text-ink-2">{t('anyNumber')}</p>
          <div className="mt-6 flex flex-wrap justify-center gap-2 [--well:var(--ground)] max-desk:mx-auto max-desk:w-60 max-desk:flex-col max-desk:*:h-[50px]">
            <Button variant="main" onPress={onChoose}>
              <FolderOpen {...icon} />
              {t('choose')}
            </Button>
            {pasteWorks && (
              <Button onPress={() => void paste()} className="max-desk:hidden">
                <ClipboardPaste {...icon} />
                {t('paste')} <Kbd>{command}</Kbd>
              </Button>
            )}
            <Button onPress={onCamera} className="desk:hidden">
              <Camera {...icon} />
              {t('takePhoto')}
            </Button>
          </div>
          <p className="mt-6 text-12 text-ink-3 max-desk:mx-auto max-desk:max-w-60">{limitsWords(limits)}</p>
          <p role="status" className="mt-2 text-12 text-warn empty:hidden">
            {said}
          </p>
        </div>
        <div className="pt-8 text-center">
          <p className="text-12 text-ink-2">{t('tryOurs')}</p>
          <div className="mt-2.5 flex flex-wrap justify-center gap-2">
            {samples.map((sample) => (
              <button
                key={sample}
                type="button"
                aria-label={t(`samples.${sample}`)}
                onClick={() => void take(sample)}
                className="relative size-[72px] overflow-hidden rounded-photo bg-well transition-transform hover:-translate-y-0.5 max-desk:size-16"
              >
                <img
                  src={`/samples/${sample}.webp`}
                  alt=""
                  width={72}
                  height={72}
                  loading="lazy"
                  className="size-full object-cover"
                />
                <span className="photo-edge pointer-events-none absolute inset-0 rounded-photo" />
              </button>
            ))}
          </div>
        </div>
      </CropMarks>
    </div>
  )
}
