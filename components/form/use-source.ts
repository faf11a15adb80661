'use client'

import { useEffect, useState } from 'react'
import type { MediaItem } from './media-item'

/** Where the whole file can be had: on this machine, else from the server. */
export function useSource(item: MediaItem | undefined): string | null {
  const [local, setLocal] = useState<string | null>(null)
  const file = item?.file
  useEffect(() => {
    if (!file) return
    const url = URL.createObjectURL(file)
    setLocal(url)
    return () => URL.revokeObjectURL(url)
  }, [file])
  if (file) return local
  if (!item?.fileId || item.fileId.includes(':')) return null
  if (item.kind === 'image') return item.view?.previewUrl ?? `/api/files/${item.fileId}/preview`
  return item.view?.url ?? `/api/files/${item.fileId}`
}
