import 'server-only'
import type { Media } from './media'
import { type Order, type Plan, setting, wordsOf } from './plan-order'
import { filmSize, type Size } from './plan-size'
import type { FilmRecipe, FilmSound } from './recipe'

const STANDARD_SECONDS = 5
/** Longer films are asked for, but not made. */
const [LEAST_SECONDS, MOST_SECONDS] = [1, 30]
const MOST_SHOTS = 4
/** A larger film is handed back as it is: writing it anew takes memory. */
const MOST_REWRITTEN_BYTES = 64 * 1_048_576
/** Models whose films have a sound without being asked. */
const alwaysSounding = /^(sora-2|grok-imagine|wan\/2-[567]|happyhorse|gemini-omni|minimax-h3)/
const soundFields = ['generate_audio', 'generate_audio_switch', 'audio', 'sound']

/** What is made for a model whose results are films. */
export function planFilm(order: Order): Plan {
  const { model, media, place } = order
  const film = media.find(({ kind }) => kind === 'video')
  const voice = media.find(({ kind }) => kind === 'audio')
  const pictures = media.filter(
    ({ kind, width, name }) => kind === 'image' && width !== null && !name.includes('mask'),
  )
  const made = filmRecipe(order, pictures, film, voice)
  if (!film || (pictures.length > 0 && model.task !== 'video-to-video') || isDriven(order))
    return { recipe: made }

  const seconds = againSeconds(order, film, voice)
  if (film.kept.bytes > MOST_REWRITTEN_BYTES && (seconds === null || seconds >= (film.seconds ?? 0))) {
    return { same: film.kept }
  }
  const sound = model.task === 'lip-sync' && voice ? place(voice.kept.path) : null
  return { recipe: { make: 'film-again', film: place(film.kept.path), seconds, sound, instead: made } }
}

/** A film that only shows how a picture is to move. */
const isDriven = ({ model, media }: Order) =>
  /motion-control|animate-(move|replace)/.test(model.id) && media.some(({ kind }) => kind === 'image')

function filmRecipe(
  order: Order,
  pictures: Media[],
  film: Media | undefined,
  voice: Media | undefined,
): FilmRecipe {
  const { model, task, place } = order
  return {
    make: 'film',
    ...filmSize(order, sizeOf(pictures[0] ?? film)),
    seconds: secondsOf(order, film, voice),
    words: wordsOf(order),
    pictures: pictures.slice(0, MOST_SHOTS).map(({ kept }) => place(kept.path)),
    sound: soundOf(order, film, voice),
    container: task.input.output_format === 'mov' ? 'mov' : 'mp4',
    twin: model.id.startsWith('sora-2'),
    frames: task.input.return_last_frame === true ? ['last'] : [],
  }
}

const sizeOf = (media: Media | undefined): Size | null =>
  media?.width && media.height ? { width: media.width, height: media.height } : null

/** A number, also as text; null for none and for "as you like". */
function positive(value: unknown): number | null {
  const number = Number(value ?? 0)
  return number > 0 ? number : null
}

/** Seconds of several shots together. */
function shotSeconds({ task }: Order): number | null {
  for (const name of ['multi_prompt', 'shots']) {
    const shots = task.input[name]
    if (!Array.isArray(shots)) continue
    const total = shots.reduce(
      (sum: number, shot: { duration?: unknown }) => sum + (positive(shot.duration) ?? 0),
      0,
    )
    if (total > 0) return total
  }
  return null
}

function secondsOf(order: Order, film: Media | undefined, voice: Media | undefined): number {
  const { model } = order
  const spoken = /^(avatar|lip-sync)$/.test(model.task) ? voice?.seconds : null
  const driven = isDriven(order) ? film?.seconds : null
  const frames = positive(setting(order, 'num_frames'))
  const rate = positive(setting(order, 'frames_per_second'))
  const seconds =
    spoken ??
    driven ??
    (frames && rate ? frames / rate : null) ??
    positive(setting(order, 'n_frames')) ??
    shotSeconds(order) ??
    positive(setting(order, 'duration')) ??
    film?.seconds ??
    STANDARD_SECONDS
  return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds))
}

/** How long a given film is to be; null: as long as it is. */
function againSeconds(order: Order, film: Media, voice: Media | undefined): number | null {
  const { model, task } = order
  const given = film.seconds ?? 0
  const more =
    positive(task.input.extend_times) ?? (model.id.endsWith('/extend') ? positive(task.input.duration) : null)
  if (more) return given + more
  if (model.task === 'lip-sync') return Math.max(LEAST_SECONDS, voice?.seconds ?? given)
  const asked = positive(task.input.duration)
  return asked === null || asked >= given ? null : asked
}

function soundOf(order: Order, film: Media | undefined, voice: Media | undefined): FilmSound | null {
  const { model, place } = order
  const given = voice ?? (isDriven(order) ? film : undefined)
  if (given) return { file: place(given.kept.path) }
  const asked = soundFields.map((name) => setting(order, name)).find((value) => typeof value === 'boolean')
  const has = model.fields.some(({ name }) => soundFields.includes(name))
  return (has ? asked : alwaysSounding.test(model.id)) ? 'pad' : null
}
