import 'server-only'
import { type Order, type Plan, setting, wordsOf } from './plan-order'

const LETTERS_A_SECOND = 15
/** Chinese and Japanese characters count as several letters. */
const LETTERS_OF_A_SIGN = 4
const MOST_SECONDS = 60
const STANDARD_SECONDS = 5

/** What is made for a model whose results are sounds. */
export function planSound(order: Order): Plan {
  const given = order.media.find(({ kind }) => kind === 'audio')
  // The sound given, as if it had been free of noise all along.
  if (given) return { same: given.kept }
  if (order.model.task === 'sound-effect') return { recipe: noise(order) }
  return { recipe: { make: 'voice', turns: turnsOf(order) } }
}

function noise(order: Order) {
  const [coding = 'mp3', rate = '44100'] = String(setting(order, 'output_format') ?? '').split('_')
  const laws = { pcm: 'pcm', ulaw: 'ulaw', alaw: 'alaw' } as const
  return {
    make: 'noise' as const,
    seconds: Number(setting(order, 'duration_seconds') ?? STANDARD_SECONDS),
    format: coding === 'opus' ? ('opus' as const) : coding in laws ? ('wav' as const) : ('mp3' as const),
    rate: Number(rate) || 44_100,
    law: laws[coding as keyof typeof laws] ?? ('pcm' as const),
    words: wordsOf(order),
  }
}

type Line = { text?: unknown; voice?: unknown; speaker_id?: unknown }

function turnsOf(order: Order) {
  const { input } = order.task
  const lines = [input.dialogue, input.dialogue_turns].find((value) => Array.isArray(value)) as
    | Line[]
    | undefined
  const speed = Number(setting(order, 'speed') ?? 1)
  const said = lines ?? [{ text: input.text, voice: setting(order, 'voice') }]
  const speakers = [...new Set(said.map(speakerOf))]
  const seconds = said.map(({ text }) => Math.max(0.6, letters(text) / LETTERS_A_SECOND / speed))
  const share = Math.min(1, MOST_SECONDS / seconds.reduce((sum, length) => sum + length, 0))
  return said.map((line, at) => ({
    voice: lines ? speakers.indexOf(speakerOf(line)) : speakerOf(line).length + speakerOf(line).charCodeAt(0),
    seconds: (seconds[at] ?? 1) * share,
  }))
}

const speakerOf = ({ voice, speaker_id }: Line) => String(voice ?? speaker_id ?? 'a')

const letters = (text: unknown) =>
  typeof text === 'string'
    ? [...text].reduce((sum, sign) => sum + (sign >= '\u3040' ? LETTERS_OF_A_SIGN : 1), 0)
    : 0
