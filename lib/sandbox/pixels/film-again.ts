import type { FilmAgainRecipe } from '../recipe.ts'
import { film, openFile, packetsOf, repeated, soundOf } from './mux.ts'

/** Writes a given film anew; null when it cannot be read, or not be put into an MP4 that browsers play. */
export async function filmAgain(recipe: FilmAgainRecipe): Promise<Uint8Array<ArrayBuffer> | null> {
  const input = openFile(recipe.film)
  const other = recipe.sound === null ? null : openFile(recipe.sound)
  try {
    const track = await input.getPrimaryVideoTrack()
    const codec = await track?.getCodec()
    const config = await track?.getDecoderConfig()
    if (!track || !codec || !config || codec === 'vp8') return null
    const length = (await track.computeDuration()) - (await track.getFirstTimestamp())
    const until = recipe.seconds ?? length
    const longer = until > length + 0.2
    const packets = longer ? repeated(track, until) : packetsOf(track, until)
    const sound = await soundOf(other ?? input, until, longer && !other)
    return await film('mp4', { codec, config, packets }, sound)
  } catch {
    return null
  } finally {
    input.dispose()
    other?.dispose()
  }
}
