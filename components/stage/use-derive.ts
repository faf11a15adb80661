'use client'

import { useEffect } from 'react'
import { persistent } from '@/components/http/persistent'
import type { FileView } from '@/lib/files/schema'
import { canDerive } from './derived-store'

const loadDerive = persistent(() => import('./derive').then((part) => part.derive))

/** What this browser can make of a film or a sound is made when its small picture, or its player, is first on screen. */
export function useDerive(file: FileView) {
  const isLacking =
    canDerive(file) &&
    ((file.kind === 'video' && !file.previewUrl) || (file.kind === 'audio' && file.peaksUrl === null))
  useEffect(() => {
    if (isLacking) void loadDerive().then((derive) => derive(file))
  }, [isLacking, file])
}
