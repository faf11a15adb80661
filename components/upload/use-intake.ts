'use client'

import { useEffect, useState } from 'react'

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') ?? false

/**
 * Takes pictures that are dropped anywhere on the page or pasted. Answers how many hang over the page just now:
 * null for none, 0 where the browser does not tell.
 */
export function useIntake(onFiles: (files: File[]) => void): number | null {
  const [over, setOver] = useState<number | null>(null)

  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(event.dataTransfer.items.length)
    }
    const leave = (event: DragEvent) => {
      // Between two parts of the page there is a next part; out of the window there is none.
      if (event.relatedTarget === null) setOver(null)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      setOver(null)
      onFiles([...event.dataTransfer.files])
    }
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      onFiles(files)
    }
    window.addEventListener('dragenter', drag)
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragenter', drag)
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [onFiles])

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
