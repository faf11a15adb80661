import data from '../fixtures/kie-models.json'

/** KIE's market models as its documents state them: what the product's catalogue is measured against. */
export type KieField = {
  name: string
  type: string
  required: boolean
  default?: unknown
  enum?: (string | number)[]
  case?: string
  min?: number
  max?: number
  step?: number
  decimals?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  itemType?: string
  itemFields?: KieField[]
  requiredWhen?: Record<string, unknown>
}
export type KieModel = {
  id: string
  task: string
  output: string
  askOrder: string[]
  input: KieField[]
  aliases: Record<string, string>
  inputVariants?: { title: string; required: string[]; allowed: string[] }[]
  price: { credits: number; per?: string; variants?: { label: string; credits: number }[] } | null
  lastSeenOfficial: string
}

/** KIE's page of this one says in words which two numbers its number may be. */
const twoLengths = (field: KieField): KieField =>
  field.name === 'extend_times' ? { ...field, type: 'enum', enum: [6, 10] } : field

export const kieModels: KieModel[] = (data as unknown as KieModel[]).map((model) => ({
  ...model,
  input: model.input.map(twoLengths),
}))

export const kieModel = (id: string): KieModel => {
  const found = kieModels.find((model) => model.id === id)
  if (!found) throw new Error(`no model ${id}`)
  return found
}

/** Id of an earlier task, under whatever name. */
export const isTask = ({ name }: KieField) => name === 'task_id' || name === 'taskId'

/** What a media value or the items of a list of media are, or null. */
export function kindOf({ name, type, itemType }: KieField): 'image' | 'video' | 'audio' | null {
  if (name === 'element_input_audio_urls' || itemType === 'audio') return 'audio'
  if (name === 'element_input_urls') return 'image'
  if (name === 'url') return 'video'
  const kind = type.replace('[]', '')
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : null
}

export const isSeveral = ({ type }: KieField) => type === 'array' || type.endsWith('[]')

/** Text on the wire that holds a number. */
export const isNumeric = ({ name, type, min }: KieField) =>
  type === 'string' && (min !== undefined || name === 'duration')
