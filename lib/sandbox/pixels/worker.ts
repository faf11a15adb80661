import { readFile } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import type { Order, Piece, Recipe } from '../recipe.ts'
import { films } from './film.ts'
import { filmAgain } from './film-again.ts'
import { look } from './look.ts'
import { layers, masks, segments } from './parts.ts'
import { pictures } from './pictures.ts'
import { removeBackground } from './remove-background.ts'
import { noise, voice } from './sound.ts'
import { upscale } from './upscale.ts'

// Loaded by Node itself in a thread of its own (see lib/sandbox/work.ts), never by a bundler.

type Request = { id: number; order: Order }

const result = (bytes: Uint8Array): Piece[] => [{ role: 'result', bytes: new Uint8Array(bytes) }]

async function made(recipe: Recipe): Promise<Piece[]> {
  switch (recipe.make) {
    case 'cut-out':
      return result(await removeBackground(await readFile(recipe.picture)))
    case 'enlarge':
      return result(await upscale(await readFile(recipe.picture), recipe.scale))
    case 'layers':
      return layers(recipe.picture, recipe.longest, recipe.format)
    case 'segments':
      return segments(recipe.picture)
    case 'masks':
      return masks(recipe.picture)
    case 'pictures':
      return pictures(recipe)
    case 'film':
      return films(recipe)
    case 'film-again': {
      const again = await filmAgain(recipe)
      return again ? result(again) : films(recipe.instead)
    }
    case 'voice':
      return result(await voice(recipe.turns))
    case 'noise':
      return result(await noise(recipe))
  }
}

sharp.cache(false)
let turn: Promise<void> = Promise.resolve()

parentPort?.on('message', (request: Request) => {
  turn = turn.then(() => answer(request))
})

async function answer({ id, order }: Request) {
  try {
    if ('look' in order) return parentPort?.postMessage({ id, value: await look(order.look) })
    const pieces = await made(order.recipe)
    parentPort?.postMessage(
      { id, value: pieces },
      pieces.map(({ bytes }) => bytes.buffer),
    )
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) })
  }
}
