import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import sharp from 'sharp'
import { films } from '@/lib/sandbox/pixels/film'
import { voice } from '@/lib/sandbox/pixels/sound'
import type { FilmRecipe } from '@/lib/sandbox/recipe'

const filmRecipe: FilmRecipe = {
  make: 'film',
  width: 960,
  height: 720,
  seconds: 4,
  words: 'a film to work from',
  pictures: [],
  sound: 'pad',
  container: 'mp4',
  twin: false,
  frames: [],
}

/** A film of 4 s with sound, 960 x 720. */
export async function filmBytes(more: Partial<FilmRecipe> = {}): Promise<Uint8Array> {
  const [made] = await films({ ...filmRecipe, ...more })
  return made?.bytes ?? new Uint8Array()
}

/** A voice of so many seconds, MP3. */
export const voiceBytes = (seconds: number) => voice([{ voice: 0, seconds }])

/** A picture with something in it, 600 x 400 px. */
export const pictureBytes = () =>
  sharp({ create: { width: 600, height: 400, channels: 3, background: '#e8e2d8' } })
    .composite([
      {
        input: { create: { width: 220, height: 180, channels: 3, background: '#2f6a8f' } },
        left: 170,
        top: 110,
      },
    ])
    .png()
    .toBuffer()

/** Length and size of a film or sound. */
export async function lookAt(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  const audio = await input.getPrimaryAudioTrack()
  return {
    mime: await input.getMimeType(),
    seconds: await input.computeDuration(),
    width: video ? await video.getDisplayWidth() : null,
    height: video ? await video.getDisplayHeight() : null,
    sound: audio ? await audio.getCodec() : null,
  }
}
