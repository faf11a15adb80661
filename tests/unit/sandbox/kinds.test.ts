import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { filmBytes, lookAt, pictureBytes, voiceBytes } from './media'
import { sandbox } from './talk'

type Run = Awaited<ReturnType<typeof sandbox>>
type Result = {
  resultUrls: string[]
  resultWaterMarkUrls?: string[]
  firstFrameUrl?: string[]
  lastFrameUrl?: string[]
  resultObject?: Record<string, unknown>
}

async function done(run: Run, model: string, input: object) {
  const created = await run.create({ model, input })
  expect(created, JSON.stringify(input)).toMatchObject({ code: 200 })
  const id = String(created.data?.taskId)
  const record = await run.ended(id, 30_000)
  expect(record.state, String(record.failMsg)).toBe('success')
  const result = JSON.parse(String(record.resultJson)) as Result
  return { id, record, result }
}

const bytesOf = async (url: string | undefined) => Buffer.from(await (await fetch(url ?? '')).arrayBuffer())
const picture = async (url: string | undefined) => sharp(await bytesOf(url)).metadata()

/** Mean difference of two pictures, each made 32 px small. */
async function unlike(one: Buffer, other: Buffer): Promise<number> {
  const small = (bytes: Buffer) => sharp(bytes).resize(32, 32, { fit: 'fill' }).removeAlpha().raw().toBuffer()
  const [a, b] = [await small(one), await small(other)]
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length
}

describe('pictures', () => {
  it('have the shape, size, number and format that were asked for', async () => {
    const run = await sandbox()
    const wide = await done(run, 'nano-banana-2', {
      prompt: 'hills',
      aspect_ratio: '21:9',
      output_format: 'jpg',
    })
    const size = await picture(wide.result.resultUrls[0])
    expect(size.format).toBe('jpeg')
    expect(size.width / size.height).toBeCloseTo(21 / 9, 1)
    expect(size.width * size.height).toBeGreaterThan(900_000)

    const image = await run.uploaded(await pictureBytes())
    const input = {
      prompt: 'hills',
      image_url: image,
      num_images: '3',
      image_size: 'portrait_16_9',
      output_format: 'jpeg',
    }
    const three = await done(run, 'qwen/image-edit', input)
    expect(three.result.resultUrls).toHaveLength(3)
    const tall = await picture(three.result.resultUrls[1])
    expect([tall.format, (tall.height / tall.width).toFixed(1)]).toEqual(['jpeg', '1.8'])
    const [one, two] = await Promise.all(three.result.resultUrls.map(bytesOf))
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(false)
  })

  it('follow from the seed, and differ without one', async () => {
    const run = await sandbox()
    const made = async (more: object) =>
      bytesOf((await done(run, 'qwen/text-to-image', { prompt: 'a lake', ...more })).result.resultUrls[0])
    const [first, again, other, free, freeAgain] = [
      await made({ seed: 7 }),
      await made({ seed: 7 }),
      await made({ seed: 8 }),
      await made({}),
      await made({}),
    ]
    expect(first?.equals(again as Buffer)).toBe(true)
    expect(first?.equals(other as Buffer)).toBe(false)
    expect(free?.equals(freeAgain as Buffer)).toBe(false)
  })

  it('show the picture that they were made of', async () => {
    const run = await sandbox()
    const given = await pictureBytes()
    const image = await run.uploaded(given)
    const edited = await done(run, 'qwen/image-to-image', {
      prompt: 'at night',
      image_url: image,
      strength: 0.2,
    })
    const same = await bytesOf(edited.result.resultUrls[0])
    expect(await sharp(same).metadata()).toMatchObject({ width: 600, height: 400 })
    expect(await unlike(same, given)).toBeLessThan(60)
    expect(same.equals(given)).toBe(false)

    const reframed = await done(run, 'ideogram/v3-reframe', { image_url: image, image_size: 'square_hd' })
    expect(await picture(reframed.result.resultUrls[0])).toMatchObject({ width: 1024, height: 1024 })
  })

  it('change only where a mask is white', async () => {
    const run = await sandbox()
    const given = await pictureBytes()
    const half = { create: { width: 300, height: 400, channels: 3 as const, background: '#fff' } }
    const mask = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#000' } })
      .composite([{ input: half, left: 300, top: 0 }])
      .png()
      .toBuffer()
    const input = { prompt: 'x', image_url: await run.uploaded(given), mask_url: await run.uploaded(mask) }
    const { result } = await done(run, 'ideogram/v3-edit', input)
    const side = async (bytes: Buffer, left: number) =>
      sharp(bytes).extract({ left, top: 0, width: 290, height: 400 }).png().toBuffer()
    const made = await bytesOf(result.resultUrls[0])
    expect(await unlike(await side(made, 0), await side(given, 0))).toBeLessThan(2)
    expect(await unlike(await side(made, 310), await side(given, 310))).toBeGreaterThan(5)
  })

  it('are really enlarged', async () => {
    const run = await sandbox()
    const image = await run.uploaded(await pictureBytes())
    const twice = await done(run, 'topaz/image-upscale', { image_url: image, upscale_factor: '2' })
    expect(await picture(twice.result.resultUrls[0])).toMatchObject({ width: 1200, height: 800 })
  })

  it('come apart: layers, a map of segments, masks', async () => {
    const run = await sandbox()
    const image_url = await run.uploaded(await pictureBytes())
    const layers = await done(run, 'seedream/5-pro-layer-decomposition', { image_url, output_format: 'png' })
    expect(layers.result.resultUrls).toHaveLength(2)
    expect((await picture(layers.result.resultUrls[1])).hasAlpha).toBe(true)

    const map = await done(run, 'grok-imagine-image-2-0/segment-map', { image_url })
    expect(await picture(map.result.resultUrls[0])).toMatchObject({ width: 600, height: 400 })
    // An edit works on the picture behind the map.
    const input = { task_id: map.id, prompt: 'blue', mask_indexs: [1] }
    const edit = await done(run, 'grok-imagine-image-2-0/image-edit', input)
    expect(await unlike(await bytesOf(edit.result.resultUrls[0]), await pictureBytes())).toBeLessThan(80)

    const person = await done(run, 'omnihuman-1-5/subject-detection', { image_url })
    const masks = person.result.resultObject?.mask_urls as string[]
    expect(person.result.resultUrls).toBeUndefined()
    expect(await picture(masks[0])).toMatchObject({ width: 600, height: 400, channels: 1 })
  })
})

describe('films', () => {
  it('have the length and shape that were asked for, and sound when it was', async () => {
    const run = await sandbox()
    const prompt = 'waves at night'
    const asked = { prompt, duration: 7, aspect_ratio: '9:16', resolution: '480p' }
    for (const [generate_audio, sound] of [
      [true, 'aac'],
      [false, null],
    ]) {
      const { result } = await done(run, 'bytedance/seedance-1.5-pro', { ...asked, generate_audio })
      const seen = await lookAt(await bytesOf(result.resultUrls[0]))
      expect(seen).toMatchObject({ width: 480, height: 854, sound })
      expect(seen.seconds).toBeCloseTo(7, 0)
    }
  })

  it('bring their last frame, and Sora a twin with a watermark', async () => {
    const run = await sandbox()
    const first_frame_url = await run.uploaded(await pictureBytes())
    const input = {
      prompt: 'it moves',
      first_frame_url,
      return_last_frame: true,
      duration: 4,
      resolution: '480p',
    }
    const { result } = await done(run, 'bytedance/seedance-2', input)
    const last = await bytesOf(result.lastFrameUrl?.[0])
    const film = await lookAt(await bytesOf(result.resultUrls[0]))
    expect(await sharp(last).metadata()).toMatchObject({ width: film.width, height: film.height })
    expect(result.firstFrameUrl).toBeUndefined()

    const sora = await done(run, 'sora-2-text-to-video', { prompt: 'it moves', n_frames: '10' })
    const [plain, marked] = [sora.result.resultUrls[0], sora.result.resultWaterMarkUrls?.[0]]
    expect((await bytesOf(plain)).equals(await bytesOf(marked))).toBe(false)
    expect((await lookAt(await bytesOf(marked))).seconds).toBeCloseTo(10, 0)
  })

  it('are as long as the voice or film that they follow, and are extended', async () => {
    const run = await sandbox()
    const image_url = await run.uploaded(await pictureBytes())
    const audio_url = await run.uploaded(await voiceBytes(6.5))
    const avatar = await done(run, 'kling/ai-avatar-standard', { prompt: 'hello', image_url, audio_url })
    expect(await lookAt(await bytesOf(avatar.result.resultUrls[0]))).toMatchObject({ sound: 'mp3' })
    expect((await lookAt(await bytesOf(avatar.result.resultUrls[0]))).seconds).toBeCloseTo(6.5, 0)
    // Priced by the second of what was given: 7 s.
    expect(Number(avatar.record.creditsConsumed)).toBeGreaterThan(
      Number((await run.books()).tasks[0]?.cost) / 100,
    )

    const video_url = await run.uploaded(await filmBytes())
    const upscaled = await done(run, 'topaz/video-upscale', { video_url, upscale_factor: '2' })
    expect((await lookAt(await bytesOf(upscaled.result.resultUrls[0]))).seconds).toBeCloseTo(4, 0)

    const first = await done(run, 'grok-imagine/text-to-video', { prompt: 'a cat', duration: 6 })
    const extended = await done(run, 'grok-imagine/extend', {
      task_id: first.id,
      prompt: 'on',
      extend_at: 2,
      extend_times: 6,
    })
    expect((await lookAt(await bytesOf(extended.result.resultUrls[0]))).seconds).toBeCloseTo(12, 0)

    const before = await lookAt(await bytesOf(first.result.resultUrls[0]))
    const larger = await done(run, 'grok-imagine/upscale', { task_id: first.id })
    const after = await lookAt(await bytesOf(larger.result.resultUrls[0]))
    expect([after.width, after.height]).toEqual([2 * (before.width ?? 0), 2 * (before.height ?? 0)])
  })
})

describe('sounds and texts', () => {
  it('last as long as their words', async () => {
    const run = await sandbox()
    const seconds = async (text: string) => {
      const input = { text, voice: 'EkK5I93UQWFDigLMpZcX' }
      const { result } = await done(run, 'elevenlabs/text-to-speech-multilingual-v2', input)
      return (await lookAt(await bytesOf(result.resultUrls[0]))).seconds
    }
    expect(await seconds('Good morning to you all.')).toBeCloseTo(1.6, 0)
    expect(await seconds('words and more words, '.repeat(20))).toBeGreaterThan(20)
  })

  it('come in the format that was asked for', async () => {
    const run = await sandbox()
    const formats = {
      mp3_44100_128: 'audio/mpeg',
      pcm_16000: 'audio/wav',
      ulaw_8000: 'audio/wav',
      opus_48000_32: 'audio/ogg',
    }
    for (const [output_format, type] of Object.entries(formats)) {
      const input = { text: 'wind', duration_seconds: 3, output_format }
      const { result } = await done(run, 'elevenlabs/sound-effect-v2', input)
      const seen = await lookAt(await bytesOf(result.resultUrls[0]))
      expect(seen.mime, output_format).toContain(type)
      expect(seen.seconds, output_format).toBeCloseTo(3, 0)
    }
  })

  it('are written down', async () => {
    const run = await sandbox()
    const audio_url = await run.uploaded(await voiceBytes(4))
    const heard = await done(run, 'elevenlabs/speech-to-text', {
      audio_url,
      language_code: 'de',
      diarize: true,
    })
    expect(heard.result.resultUrls).toBeUndefined()
    expect(heard.result.resultObject).toMatchObject({
      language_code: 'de',
      text: expect.stringContaining('sandbox'),
    })
    expect(heard.result.resultObject?.words).toHaveLength(10)
    const image_url = await run.uploaded(await pictureBytes())
    const person = await done(run, 'omnihuman-1-5/human-identification', { image_url })
    expect(person.result).toEqual({ resultObject: { subject_status: 1 } })
  })
})
