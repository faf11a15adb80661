/** A picture as a page shows it: at most 1600 px. */
export type ShownPicture = { width: number; height: number; placeholder: string | null }

/** One result of a link, without anything that the link does not allow. */
export type PageItem = {
  key: string
  /** Its number among those shown, from 1. */
  n: number
  kind: 'image' | 'video' | 'audio' | 'text'
  mime: string
  /** Null: it has none (a sound, a text, a film that nobody has looked at yet). */
  picture: ShownPicture | null
  before: ShownPicture | null
  /** Its model leaves see-through parts. */
  isCutout: boolean
}

/** The one on the table. */
export type ChosenItem = PageItem & {
  text: string | null
  settings: { label: string; value: string }[]
  /** Of a film or a sound: it can be sent. */
  canPlay: boolean
  /** All of it can be had: the link allows it, and it will be sent. */
  canSave: boolean
}

export type PageView = {
  /** `/s/TOKEN`. */
  path: string
  title: string | null
  items: PageItem[]
  /** How many results there are: of a large board only the first ones are among `items`. */
  total: number
  /** Null: nothing is left to be seen. */
  chosen: ChosenItem | null
  /** In the reader's language; null: it does not end by itself. */
  endsOn: string | null
  /** Anybody with the link may see it without a form: it can have a preview picture and be embedded. */
  isPlain: boolean
}
