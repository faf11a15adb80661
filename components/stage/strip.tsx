'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { FileView } from '@/lib/files/schema'
import { FileThumb } from './file-thumb'

export type StripProps = {
  files: readonly FileView[]
  shown: FileView
  onShow: (id: string) => void
  isCutout: boolean
}

/** All results of a job; arrow keys go from one to the next. */
export function Strip({ files, shown, onShow, isCutout }: StripProps) {
  const t = useTranslations('stage')
  const name = useId()
  return (
    <div className="on-table h-18 overflow-x-auto px-6 pt-1 max-desk:px-4">
      <div role="radiogroup" aria-label={t('results')} className="flex w-max gap-2.5 p-1">
        {files.map((file, at) => (
          <label
            key={file.id}
            title={file.name}
            className="relative block cursor-pointer rounded-photo has-checked:shadow-[0_0_0_2px_var(--ink)] has-focus-visible:outline-2 has-focus-visible:outline-mark has-focus-visible:outline-offset-3"
          >
            <input
              type="radio"
              name={name}
              aria-label={t('resultOf', { n: at + 1 })}
              checked={file.id === shown.id}
              onChange={() => onShow(file.id)}
              className="absolute inset-0 z-10 m-0 cursor-pointer appearance-none opacity-0"
            />
            <FileThumb
              file={file}
              fit={isCutout ? 'contain' : 'cover'}
              className="size-12 [--well:var(--panel)]"
            />
          </label>
        ))}
      </div>
    </div>
  )
}
