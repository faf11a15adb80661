import type { FileView } from '@/lib/files/schema'
import { peaksFor } from './peaks'
import { makePoster } from './poster'

/** A list draws small pictures of sounds only where that is cheap. */
const HEAVIEST_SOUND = 4 * 1_048_576

const asked = new Set<string>()
let last: Promise<void> = Promise.resolve()

/**
 * Makes what a film or a sound lacks to be shown small, one after another and each once a page. Loaded only when something
 * is lacking.
 */
export function derive(file: FileView) {
  const isLacking = file.kind === 'video' ? !file.previewUrl : file.kind === 'audio' && !file.peaksUrl
  if (!isLacking || asked.has(file.id)) return
  if (file.kind === 'audio' && file.bytes > HEAVIEST_SOUND) return
  asked.add(file.id)
  last = last.then(async () => {
    await (file.kind === 'video' ? makePoster(file) : peaksFor(file))
  })
}
