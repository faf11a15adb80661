import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { BufferTarget, EncodedAudioPacketSource, OggOutputFormat, Output } from 'mediabunny'
import type { NoiseRecipe } from '../recipe.ts'
import { between, chance } from './chance.ts'
import { openFile, repeated } from './mux.ts'
import { coded, wav } from './wav.ts'

const sample = (name: string) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url))
const voices = ['voice-slt.mp3', 'voice-rms.mp3']

/** kbit/s by the number in an MP3 frame's header: MPEG 1 and MPEG 2, layer III. */
const rates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
]
const frequencies = [44_100, 48_000, 32_000]

/** One after another; each says how long it lasts, in seconds. */
function mp3Frames(bytes: Uint8Array): { bytes: Uint8Array; seconds: number }[] {
  const frames = []
  for (let at = 0; at + 4 <= bytes.length; ) {
    const [version, rest] = [bytes[at + 1]!, bytes[at + 2]!]
    const first = (version & 0x18) === 0x18
    const frequency = (frequencies[(rest >> 2) & 3] ?? 44_100) / (first ? 1 : 2)
    const samples = first ? 1152 : 576
    const length = Math.floor((samples / 8) * (rates[first ? 0 : 1]![rest >> 4]! * 1000)) / frequency
    const whole = Math.floor(length) + ((rest >> 1) & 1)
    if (bytes[at] !== 0xff || whole < 4) break
    frames.push({ bytes: bytes.subarray(at, at + whole), seconds: samples / frequency })
    at += whole
  }
  return frames
}

/** Voices by turns, each as long as asked; a voice goes on where it stopped. */
export async function voice(turns: { voice: number; seconds: number }[]): Promise<Uint8Array<ArrayBuffer>> {
  const speaking = await Promise.all(
    voices.map(async (name) => ({ frames: mp3Frames(await readFile(sample(name))), next: 0 })),
  )
  const said: Uint8Array[] = []
  for (const turn of turns) {
    const speaker = speaking[turn.voice % speaking.length]!
    for (let left = turn.seconds; left > 0; speaker.next++) {
      const frame = speaker.frames[speaker.next % speaker.frames.length]!
      said.push(frame.bytes)
      left -= frame.seconds
    }
  }
  return joined(said)
}

/** A sound effect of some seconds. */
export async function noise(recipe: NoiseRecipe): Promise<Uint8Array<ArrayBuffer>> {
  if (recipe.format === 'wav') return synthesised(recipe)
  if (recipe.format === 'opus') return opus(recipe.seconds)
  const frames = mp3Frames(await readFile(sample('gust.mp3')))
  const wanted: Uint8Array[] = []
  for (let at = 0, left = recipe.seconds; left > 0; at++) {
    const frame = frames[at % frames.length]!
    wanted.push(frame.bytes)
    left -= frame.seconds
  }
  return joined(wanted)
}

async function opus(seconds: number): Promise<Uint8Array<ArrayBuffer>> {
  const input = openFile(sample('gust.ogg'))
  try {
    const track = await input.getPrimaryAudioTrack()
    const config = await track?.getDecoderConfig()
    if (!track || !config) throw new Error('the sample is gone')
    const target = new BufferTarget()
    const output = new Output({ format: new OggOutputFormat(), target })
    const source = new EncodedAudioPacketSource('opus')
    output.addAudioTrack(source)
    await output.start()
    for await (const packet of repeated(track, seconds)) await source.add(packet, { decoderConfig: config })
    await output.finalize()
    return new Uint8Array(target.buffer ?? new ArrayBuffer(0))
  } finally {
    input.dispose()
  }
}

/** Wind and a few tones that follow from the words. */
function synthesised({ seconds, rate, law, words }: NoiseRecipe): Uint8Array<ArrayBuffer> {
  const random = chance(words)
  const tones = Array.from({ length: 4 }, () => ({
    pitch: 110 * 2 ** (Math.floor(between(random, 0, 24)) / 12),
    start: between(random, 0, 0.6) * seconds,
  }))
  const samples = new Int16Array(Math.max(1, Math.round(seconds * rate)))
  let wind = 0
  for (let n = 0; n < samples.length; n++) {
    const at = n / rate
    wind += 0.08 * (random() - 0.5 - wind)
    let value = 1.4 * wind * Math.sin((Math.PI * at) / seconds) ** 2
    for (const { pitch, start } of tones) {
      const age = at - start
      if (age > 0)
        value += 0.16 * Math.sin(2 * Math.PI * pitch * age) * Math.exp(-2.5 * age) * Math.min(1, 60 * age)
    }
    samples[n] = Math.max(-1, Math.min(1, value)) * 32_000
  }
  return wav(coded(samples, law), rate, law)
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
