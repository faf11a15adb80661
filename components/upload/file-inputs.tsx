'use client'

import { useTranslations } from 'next-intl'
import type { ChangeEvent, Ref } from 'react'
import { pictureTypes } from '@/lib/files/bounds'

export type FileInputsProps = {
  choose: Ref<HTMLInputElement>
  camera: Ref<HTMLInputElement>
  onFiles: (files: File[]) => void
}

/** The browser's own choosers, unseen; buttons open them. */
export function FileInputs({ choose, camera, onFiles }: FileInputsProps) {
  const t = useTranslations('studio')
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.target.files ?? [])])
    // The same file may be chosen again.
    event.target.value = ''
  }
  const accept = pictureTypes.join(',')
  return (
    <>
      <input
        ref={choose}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={t('choose')}
        onChange={change}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t('takePhoto')}
        onChange={change}
      />
    </>
  )
}
