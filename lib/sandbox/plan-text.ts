import 'server-only'
import { createHash } from 'node:crypto'
import type { Order } from './plan-order'

const SENTENCE =
  'This is the sandbox of Loupe. It does not listen, but with a key of your own KIE will.'.split(' ')
const SECONDS_A_WORD = 0.4
const MOST_WORDS = 600

/** What a model says whose result is a text or a structure. */
export function planText(order: Order): Record<string, unknown> {
  const { model, task } = order
  if (model.task === 'speech-to-text') return transcript(order)
  if (model.id.endsWith('/human-identification')) return { subject_status: 1 }
  if (model.id === 'sora-2-characters') {
    const name = createHash('sha256').update(task.id).digest('hex').slice(0, 12)
    return { character_id: `sandbox_character_${name}` }
  }
  return { text: 'An answer of the sandbox of Loupe.' }
}

/** As ElevenLabs writes it: every word with its time. */
function transcript({ task, media }: Order): Record<string, unknown> {
  const length = media.find(({ kind }) => kind === 'audio')?.seconds ?? SENTENCE.length * SECONDS_A_WORD
  const count = Math.min(MOST_WORDS, Math.max(1, Math.floor(length / SECONDS_A_WORD)))
  const spoken = Array.from({ length: count }, (_, at) => SENTENCE[at % SENTENCE.length] ?? '')
  const round = (seconds: number) => Number(seconds.toFixed(2))
  const words = spoken.map((text, at) => ({
    text,
    start: round(at * SECONDS_A_WORD),
    end: round(Math.min(length, (at + 0.9) * SECONDS_A_WORD)),
    type: 'word',
    ...(task.input.diarize === true ? { speaker_id: `speaker_${Math.floor(at / SENTENCE.length) % 2}` } : {}),
  }))
  const language = typeof task.input.language_code === 'string' ? task.input.language_code : 'en'
  return { language_code: language, language_probability: 0.98, text: spoken.join(' '), words }
}
