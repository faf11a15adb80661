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
  /** Of a film or a sound: it can be sent. */
  canPlay: boolean
}

export type PageView = {
  /** `/s/TOKEN`. */
  path: string
  title: string | null
  items: PageItem[]
  /** The one on the table; null: nothing is left to be seen. */
  chosen: (PageItem & { text: string | null; settings: { label: string; value: string }[] }) | null
  allowsDownload: boolean
  /** In the reader's language; null: it does not end by itself. */
  endsOn: string | null
  /** Anybody with the link may see it without a form: it can have a preview picture and be embedded. */
  isPlain: boolean
}
