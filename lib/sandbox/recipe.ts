// What the worker thread is asked to make, and how it answers. Paths are files on the disk; sizes px, times seconds.

export type PictureFormat = 'png' | 'jpeg' | 'webp'

export type PicturesRecipe = {
  make: 'pictures'
  width: number
  height: number
  format: PictureFormat
  /** Everything random follows from this text. */
  words: string
  count: number
  /** Pictures to work from; none: made of the words alone. */
  from: string[]
  /** `restyle` keeps what is seen, `extend` keeps it whole in a new shape, `masked` changes what a mask shows white. */
  way: 'restyle' | 'extend' | 'masked'
  mask?: string | undefined
  /** From 0 to 1: how far the result is from the first picture. */
  strength: number
}

export type FilmSound = 'pad' | { file: string }

export type FilmRecipe = {
  make: 'film'
  width: number
  height: number
  seconds: number
  words: string
  /** One shot for each; none: a scene made of the words. */
  pictures: string[]
  sound: FilmSound | null
  container: 'mp4' | 'mov'
  /** A second film with a watermark across. */
  twin: boolean
  /** Pictures of the first and last frame besides. */
  frames: ('first' | 'last')[]
}

/** A given film once more. */
export type FilmAgainRecipe = {
  make: 'film-again'
  film: string
  /** Cut to this length, or repeated up to it; null: as it is. */
  seconds: number | null
  /** A file whose sound takes the place of the film's own. */
  sound: string | null
  /** Made where the film cannot be read. */
  instead: FilmRecipe
}

export type NoiseRecipe = {
  make: 'noise'
  seconds: number
  format: 'mp3' | 'opus' | 'wav'
  /** Of `wav`: samples a second, and how they are coded. */
  rate: number
  law: 'pcm' | 'ulaw' | 'alaw'
  words: string
}

export type Recipe =
  | { make: 'cut-out'; picture: string }
  | { make: 'enlarge'; picture: string; scale: number }
  | { make: 'layers'; picture: string; longest: number | null; format: PictureFormat }
  | { make: 'segments'; picture: string }
  | { make: 'masks'; picture: string }
  | PicturesRecipe
  | FilmRecipe
  | FilmAgainRecipe
  | { make: 'voice'; turns: { voice: number; seconds: number }[] }
  | NoiseRecipe

export type Role = 'result' | 'twin' | 'first' | 'last' | 'mask'
export type Piece = { role: Role; bytes: Uint8Array<ArrayBuffer> }

/** Sizes in px, of films as they are shown; seconds of films and sounds. */
export type Facts = { width: number | null; height: number | null; seconds: number }

/** What the thread is asked: to make something, or to look at a film or sound. */
export type Order = { recipe: Recipe } | { look: string }
