import type { Field, MediaLimits, Model, Price, Variant, WireValue } from './schema'

export type ModelGroup = 'background' | 'upscale' | 'edit' | 'generate' | 'film' | 'sound' | 'other'
export type Taken = 'text' | 'image' | 'video' | 'audio' | 'task'

/** A model in a list, in the caller's language. */
export type ModelCard = Pick<Model, 'id' | 'title' | 'vendor' | 'task' | 'output' | 'retired' | 'cutout'> & {
  group: ModelGroup
  /** The tool's name, for buttons. */
  tool: string
  /** One plain sentence. */
  sentence: string
  /** It can be run here and now. */
  offered: boolean
  /** It is not among the models that this person may run. */
  barred: boolean
  /** Credits of the cheapest settings for one `per`; null while no price is known. */
  from: number | null
  per: Price['per'] | null
  takes: Taken[]
  /** Other names that people look for. */
  aliases: string[]
}

/** A value of a closed list and what people read for it. */
export type OptionView = { value: WireValue; label: string }

export type FieldView = Omit<Field, 'itemFields' | 'enumLabels'> & {
  label: string
  hint?: string | undefined
  /** Of an enum, in the order of the data. */
  options?: OptionView[] | undefined
  /** Of a media field: what it takes, unknown limits filled with Loupe's own. */
  limits?: MediaLimits | undefined
  itemFields?: FieldView[] | undefined
}

/** Everything that a form needs. `fields`, `aliases`, `variants`, `rules` and `price` feed `buildInput` and `quote`. */
export type ModelView = ModelCard &
  Pick<Model, 'suffix' | 'rules' | 'example' | 'asOf' | 'sources'> & {
    variants?: (Variant & { label: string })[] | undefined
    fields: FieldView[]
    /** Other names of fields, as programs send them. */
    fieldAliases: Model['aliases']
    /** What a run costs here (KIE's price, or a stated one); null: not offered. */
    price: Price | null
  }

/** A service of KIE that people look for and that is not a market model. */
export type NotOffered = { name: string; aliases: string[] }
