import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import sharp from 'sharp'
import { findModel } from '@/lib/catalog/catalog'
import type { Field } from '@/lib/catalog/schema'
import { films } from '@/lib/sandbox/pixels/film'
import { voice } from '@/lib/sandbox/pixels/sound'
import type { FilmRecipe } from '@/lib/sandbox/recipe'
import type { sandbox } from './talk'

type Run = Awaited<ReturnType<typeof sandbox>>

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

export type Addresses = {
  image: string
  video: string
  audio: string
  task: (model: string) => Promise<string>
}

/** Uploads one file of each kind. */
export async function addresses(run: Run): Promise<Addresses> {
  const image = await run.uploaded(await pictureBytes())
  const video = await run.uploaded(await filmBytes())
  const audio = await run.uploaded(await voiceBytes(3))
  // A task is asked for where a model works on an earlier one: any finished one of its kind will do.
  const task = async (model: string) => {
    const first =
      /image-2-0|upscale/.test(model) && !/\/upscale/.test(model) ? 'z-image' : 'grok-imagine/text-to-video'
    const input = first === 'z-image' ? { prompt: 'a hill', aspect_ratio: '1:1' } : { prompt: 'a hill' }
    const id = String((await run.create({ model: first, input })).data?.taskId)
    await run.ended(id)
    return id
  }
  return { image, video, audio, task }
}

/** A model's own example, its media replaced by ours. */
export async function exampleOf(id: string, own: Addresses): Promise<Record<string, unknown>> {
  const model = findModel(id)
  if (!model) throw new Error(`no model ${id}`)
  const fill = async (
    fields: readonly Field[],
    values: Record<string, unknown>,
  ): Promise<Record<string, unknown>> => {
    const made: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(values)) {
      const field = fields.find((one) => one.name === name)
      const kind = field?.type.replace('[]', '')
      if (field?.type === 'objects') {
        made[name] = await Promise.all(
          (value as Record<string, unknown>[]).map((item) => fill((field.itemFields ?? []) as Field[], item)),
        )
      } else if (kind === 'task') made[name] = await own.task(id)
      else if (kind === 'image' || kind === 'video' || kind === 'audio')
        made[name] = Array.isArray(value) ? value.map(() => own[kind]) : own[kind]
      else made[name] = value
    }
    return made
  }
  return fill(model.fields, model.example)
}
