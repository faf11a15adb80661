import type { Facts } from '../recipe.ts'
import { openFile } from './mux.ts'

/** Length and size of a film or sound; null when it is none or broken. */
export async function look(path: string): Promise<Facts | null> {
  const input = openFile(path)
  try {
    const video = await input.getPrimaryVideoTrack()
    const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration())
    if (!(seconds > 0)) return null
    return {
      width: video ? await video.getDisplayWidth() : null,
      height: video ? await video.getDisplayHeight() : null,
      seconds,
    }
  } catch {
    return null
  } finally {
    input.dispose()
  }
}
