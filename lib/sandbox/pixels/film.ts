import { fileURLToPath } from 'node:url'
import { EncodedPacket } from 'mediabunny'
import sharp from 'sharp'
import type { FilmRecipe, Piece } from '../recipe.ts'
import { between, chance } from './chance.ts'
import { inMacroblocks, movedFrame, type Planes, parameters, type Size, stillFrame } from './h264.ts'
import { type Corner, mark, overlaid, watermark } from './mark.ts'
import { film, openFile, soundOf, type VideoTrack } from './mux.ts'
import { encoded, fromPixels, imaginedPixels, opened, rawPixels } from './pictures.ts'
import type { Pixels } from './scene.ts'

const FRAME_RATE = 24
const MOST_SCENE_PIXELS = 400_000
/** How much wider than shown a picture is, so that it can drift. */
const MARGIN = 0.06
const PAD = fileURLToPath(new URL('../samples/pad.aac', import.meta.url))

/** `shown` is the upper left part: decoders do not all keep to a left edge of another kind. */
type Canvas = Size & { shown: Size }
type Shot = { picture: Pixels; words: string; frames: number }

/** A film of drifting pictures, with what was asked for besides. */
export async function films(recipe: FilmRecipe): Promise<Piece[]> {
  const canvas = canvasOf(recipe.width, recipe.height)
  const shots = await shotsOf(recipe, canvas)
  const pieces: Piece[] = [{ role: 'result', bytes: await written(recipe, canvas, shots) }]
  if (recipe.twin) {
    const { width, height } = canvas
    const marked = await Promise.all(
      shots.map(async (shot) => {
        const over = overlaid(shot.picture.data, width, height, watermark(width, height))
        return { ...shot, picture: await rawPixels(over) }
      }),
    )
    pieces.push({ role: 'twin', bytes: await written(recipe, canvas, marked) })
  }
  for (const role of recipe.frames) pieces.push({ role, bytes: await frame(role, canvas, shots) })
  return pieces
}

function canvasOf(width: number, height: number): Canvas {
  const coded = { width: inMacroblocks(width * (1 + MARGIN)), height: inMacroblocks(height * (1 + MARGIN)) }
  return { ...coded, shown: { width, height } }
}

async function shotsOf({ pictures, words, seconds }: FilmRecipe, canvas: Canvas): Promise<Shot[]> {
  const { width, height, shown } = canvas
  // Within what the first frame shows, and far enough to the right and down to stay in sight.
  const corner: Corner = { right: width - shown.width, bottom: height - shown.height }
  const total = Math.max(2, Math.round(seconds * FRAME_RATE))
  const sources = pictures.length ? pictures.slice(0, Math.max(1, Math.floor(seconds))) : [null]
  return Promise.all(
    sources.map(async (path, index) => {
      const plain =
        path === null
          ? await imaginedPixels(words, width, height, MOST_SCENE_PIXELS)
          : await rawPixels((await opened(path)).resize(width, height, { fit: 'cover' }))
      const over = overlaid(plain.data, width, height, mark(width, height, corner))
      const [from, to] = [index, index + 1].map((n) => Math.round((n * total) / sources.length))
      return { picture: await rawPixels(over), words: `${words}\n${index}`, frames: (to ?? 0) - (from ?? 0) }
    }),
  )
}

async function written({ container, sound, seconds }: FilmRecipe, canvas: Canvas, shots: Shot[]) {
  const track = trackOf(canvas, shots)
  if (!sound) return film(container, track, null)
  const given = sound === 'pad' ? null : openFile(sound.file)
  const pad = openFile(PAD)
  try {
    const own = given && (await soundOf(given, seconds, false))
    return await film(container, track, own ?? (await soundOf(pad, seconds, true)))
  } finally {
    given?.dispose()
    pad.dispose()
  }
}

function trackOf(canvas: Canvas, shots: Shot[]): VideoTrack {
  const { width, height, shown } = canvas
  const { level, sps, pps } = parameters({ width, height }, shown)
  const description = Uint8Array.of(
    ...[1, 66, 0xc0, level, 0xff, 0xe1, sps.length >> 8, sps.length & 255, ...sps],
    ...[1, pps.length >> 8, pps.length & 255, ...pps],
  )
  const codec = `avc1.42c0${level.toString(16).padStart(2, '0')}`
  const config = { codec, codedWidth: shown.width, codedHeight: shown.height, description }
  return { codec: 'avc', config, packets: packets(canvas, shots), frameRate: FRAME_RATE }
}

function* packets(canvas: Canvas, shots: Shot[]): Generator<EncodedPacket> {
  let at = 0
  for (const [index, shot] of shots.entries()) {
    for (let n = 0; n < shot.frames; n++, at++) {
      const [x, y] = moved(canvas, shot, n).map((px) => Math.round(4 * px)) as [number, number]
      const data =
        n === 0 ? stillFrame(planes(shot.picture), index) : movedFrame(canvas.width, canvas.height, n, x, y)
      yield new EncodedPacket(sized(data), n === 0 ? 'key' : 'delta', at / FRAME_RATE, 1 / FRAME_RATE)
    }
  }
}

/** How far the sight has moved over the picture by the n-th frame of its shot, px. */
function moved({ width, height, shown }: Canvas, { words, frames }: Shot, n: number): [number, number] {
  const random = chance(words)
  const way = (1 - Math.cos((Math.PI * n) / Math.max(1, frames - 1))) / 2
  const [far, low] = [between(random, 0.6, 1), between(random, 0, 1)]
  return [(width - shown.width) * far * way, (height - shown.height) * low * way]
}

/** A unit with its length in front, as MP4 wants it. */
function sized(unit: Uint8Array): Uint8Array {
  const packet = new Uint8Array(unit.length + 4)
  new DataView(packet.buffer).setUint32(0, unit.length)
  packet.set(unit, 4)
  return packet
}

/** BT.709, narrow range, 4:2:0. */
function planes({ data, width, height }: Pixels): Planes {
  const y = new Uint8Array(width * height)
  const cb = new Uint8Array((width * height) / 4)
  const cr = new Uint8Array((width * height) / 4)
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const [r, g, b] = [data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!]
      y[i] = 16.5 + 0.1826 * r + 0.6142 * g + 0.062 * b
      if ((row | column) & 1) continue
      const j = (row >> 1) * (width >> 1) + (column >> 1)
      cb[j] = 128.5 - 0.1006 * r - 0.3386 * g + 0.4392 * b
      cr[j] = 128.5 + 0.4392 * r - 0.3989 * g - 0.0403 * b
    }
  }
  return { width, height, y, cb, cr }
}

async function frame(role: 'first' | 'last', canvas: Canvas, shots: Shot[]) {
  const shot = role === 'first' ? shots[0] : shots.at(-1)
  if (!shot) throw new Error('a film without shots')
  const [x, y] = moved(canvas, shot, role === 'first' ? 0 : shot.frames - 1)
  const cut = { left: Math.round(x), top: Math.round(y), ...canvas.shown }
  return encoded(sharp(await fromPixels(shot.picture).extract(cut).png().toBuffer()), 'png')
}
