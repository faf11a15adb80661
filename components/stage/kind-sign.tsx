import { AudioLines, Film, Image as Picture, Type } from 'lucide-react'
import type { FileView } from '@/lib/files/schema'

const signs = { image: Picture, video: Film, audio: AudioLines, text: Type }

/** The sign of a kind of file, where there is nothing of it to be seen yet. */
export function KindSign({ kind, size = 16 }: { kind: FileView['kind']; size?: number }) {
  const Sign = signs[kind]
  return <Sign aria-hidden size={size} strokeWidth={1.6} />
}
