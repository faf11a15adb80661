'use client'

import { useSyncExternalStore } from 'react'
import type { FileView } from '@/lib/files/schema'

// What this page has made of films and sounds since it was opened. The server's next view of the file says the same.

type Made = Pick<FileView, 'previewUrl' | 'thumbUrl'> | Pick<FileView, 'peaksUrl'>

const made = new Map<string, Made>()
const listeners = new Set<() => void>()

/** The film's poster, or the sound's waveform, is on the server now. */
export function noteDerived({ id, kind, url }: Pick<FileView, 'id' | 'kind' | 'url'>) {
  made.set(
    id,
    kind === 'video'
      ? { previewUrl: `${url}/preview`, thumbUrl: `${url}/thumb` }
      : { peaksUrl: `${url}/peaks` },
  )
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** In the trash, which its address names, a file is as it is: nothing is made of it or kept with it. */
export const canDerive = ({ url }: Pick<FileView, 'url'>) => !url.endsWith('?trash')

const nothing = () => undefined

/** A file with what has been made of it meanwhile. */
export function useFresh<File extends FileView | undefined>(file: File): File {
  const own = useSyncExternalStore(subscribe, () => (file ? made.get(file.id) : undefined), nothing)
  return own && file && canDerive(file) ? { ...file, ...own } : file
}
