'use client'

import { useEffect, useState } from 'react'
import { listenForFiles } from './window-files'

/**
 * Takes pictures that are dropped anywhere on the page or pasted. Answers how many hang over the page just now:
 * null for none, 0 where the browser does not tell.
 */
export function useIntake(onFiles: (files: File[]) => void): number | null {
  const [over, setOver] = useState<number | null>(null)
  useEffect(
    () =>
      listenForFiles({
        over: (transfer) => setOver(transfer.items.length),
        out: () => setOver(null),
        take: onFiles,
      }),
    [onFiles],
  )
  return over
}

const suffixes: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' }

/** The pictures on the clipboard; null where the browser does not let us look. */
export async function pastedPictures(name: string): Promise<File[] | null> {
  try {
    const files: File[] = []
    for (const item of await navigator.clipboard.read()) {
      const mime = item.types.find((type) => suffixes[type])
      if (mime) files.push(new File([await item.getType(mime)], `${name}.${suffixes[mime]}`, { type: mime }))
    }
    return files
  } catch {
    return null
  }
}
