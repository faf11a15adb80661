import { isNumeric, isSeveral, isTask, type KieField, type KieModel, kieModels, kindOf } from './kie-models'

/** Golden bodies, made from KIE's own description of each model and from nothing of the product. */
export type Bodies = { least: Record<string, unknown>; most: Record<string, unknown> }

/** A job's id, as a person gives it where KIE wants an earlier task. */
export const TASK = '01j00000000000000000000000'

const addresses = {
  image: 'https://example.com/picture.jpg',
  video: 'https://example.com/film.mp4',
  audio: 'https://example.com/sound.mp3',
}

/** Fields beyond the required ones without which KIE's words (or common sense) refuse the request. */
const alsoNeeded: Record<string, string[]> = {
  'grok-imagine-image-2-0/segment-map': ['image_url'],
  'grok-imagine/image-to-video': ['image_urls'],
  'kling-3.0-omni/reference-to-video': ['image_urls'],
  'minimax-h3/image-to-video': ['first_frame_url'],
  'pixverse-v6/extend': ['video_url'],
  'sora-2-pro-storyboard': ['shots'],
  'wan/2-7-r2v': ['reference_image'],
}

/** Sent besides what KIE demands: KIE names no default (or one that needs more), and the price depends on it. */
export const alwaysSent: Record<string, Record<string, unknown>> = {
  'bytedance/v1-pro-text-to-video': { duration: '10' },
  'gpt-image-2-image-to-image': { resolution: '1K' },
  'gpt-image-2-text-to-image': { resolution: '1K' },
  'grok-imagine/image-to-video': { duration: '6' },
  'grok-imagine/text-to-video': { duration: 6 },
  'ideogram/v3-remix': { rendering_speed: 'BALANCED', num_images: '1' },
  'ideogram/v3-text-to-image': { rendering_speed: 'BALANCED' },
  'kling-3.0-omni/text-to-video': { customize_multi_shots: false },
  'kling-3.0/motion-control': { mode: 'std' },
  'qwen/image-edit': { num_images: '1' },
  'wan/2-5-image-to-video': { resolution: '720p' },
  'wan/2-5-text-to-video': { resolution: '720p' },
  'wan/2-7-image': { n: 1 },
  'wan/2-7-image-pro': { n: 1 },
}

/** Fields that KIE's words keep out when all others are given. */
const keptOut: Record<string, string[]> = {
  'bytedance/seedance-2': ['first_frame_url', 'last_frame_url'],
  'bytedance/seedance-2-5': ['first_frame_url', 'last_frame_url'],
  'bytedance/seedance-2-fast': ['first_frame_url', 'last_frame_url'],
  'bytedance/seedance-2-mini': ['first_frame_url', 'last_frame_url'],
  'grok-imagine-image-2-0/segment-map': ['task_id'],
  'grok-imagine/image-to-video': ['task_id', 'index'],
  'kling-3.0-omni/image-to-video': ['prefer_multi_shots'],
  'kling-3.0-omni/reference-to-video': ['prefer_multi_shots', 'video_urls'],
  'kling-3.0-omni/text-to-video': ['prefer_multi_shots'],
  'pixverse-v6/extend': ['taskId'],
  'wan/2-7-image': ['color_palette', 'thinking_mode'],
  'wan/2-7-image-pro': ['color_palette', 'thinking_mode'],
}

/** Where the last value of a list cannot be made, or has no price that KIE tells. */
const insteadOfLast: Record<string, Record<string, unknown>> = {
  'bytedance/seedance-2': { resolution: '1080p' },
  'gpt-image-2-image-to-image': { aspect_ratio: '16:9' },
  'gpt-image-2-text-to-image': { aspect_ratio: '16:9' },
  'grok-imagine-video-1-5-preview': { resolution: '720p' },
  'grok-imagine/image-to-video': { resolution: '720p', mode: 'normal' },
  'grok-imagine/text-to-video': { resolution: '720p' },
  'grok-imagine/upscale': { resolution: '720p' },
  'hailuo/2-3-image-to-video-pro': { duration: '6' },
  'hailuo/2-3-image-to-video-standard': { duration: '6' },
}
export function bodiesOf(model: KieModel): Bodies {
  const needed = new Set(['prompt', ...(alsoNeeded[model.id] ?? [])])
  const out = new Set(keptOut[model.id])
  const least = model.input.filter(({ name, required }) => required || needed.has(name))
  const most = model.input.filter(({ name }) => !out.has(name))
  return {
    least: body(least, leastOf),
    most: { ...withShortShots(body(most, mostOf)), ...insteadOfLast[model.id] },
  }
}

/** Shots last no longer together than the film. */
const withShortShots = (most: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(most).map(([name, value]) => [
      name,
      name === 'multi_prompt' || name === 'shots'
        ? (value as object[]).map((shot) => ({ ...shot, duration: 2 }))
        : value,
    ]),
  )

export const allBodies = (): Record<string, Bodies> =>
  Object.fromEntries(kieModels.map((model) => [model.id, bodiesOf(model)]))

const body = (fields: KieField[], value: (field: KieField) => unknown) =>
  Object.fromEntries(fields.map((field) => [field.name, value(field)]))

/** The default, else the first and smallest. */
function leastOf(field: KieField): unknown {
  if (field.default !== undefined) return field.default
  const { type, min = 0, minLength = 1, minItems = 1 } = field
  if (type === 'enum') return field.enum?.[0]
  if (type === 'boolean') return false
  if (type === 'integer' || type === 'number') return min
  if (isNumeric(field)) return String(field.min ?? 5)
  if (isSeveral(field))
    return Array.from({ length: Math.max(1, minItems) }, () => itemOf(field, leastOf, true))
  return single(field, 'A fox.'.padEnd(minLength, '.'))
}

/** The last and largest, and several where several may be. */
export function mostOf(field: KieField): unknown {
  const { type, min = 0, max = min + 7, maxLength = 40, maxItems = 2 } = field
  if (type === 'enum') return field.enum?.at(-1)
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return max
  if (isNumeric(field)) return String(field.max ?? 10)
  if (isSeveral(field)) {
    return Array.from({ length: Math.min(2, maxItems) }, () => itemOf(field, mostOf, false)).concat(
      Array.from({ length: Math.max(0, (field.minItems ?? 0) - 2) }, () => itemOf(field, mostOf, false)),
    )
  }
  return single(field, 'A red fox in fresh snow, 雪里的狐狸.'.slice(0, maxLength))
}

const single = (field: KieField, text: string) => {
  const kind = kindOf(field)
  return kind ? addresses[kind] : isTask(field) ? TASK : text
}

function itemOf(field: KieField, value: (field: KieField) => unknown, least: boolean): unknown {
  const kind = kindOf(field)
  if (kind) return addresses[kind]
  const { itemType, itemFields = [] } = field
  if (itemType === 'object')
    return body(least ? itemFields.filter(({ required }) => required) : itemFields, value)
  if (itemType === 'array') return [[10, 20, 110, 220]]
  return itemType === 'integer' ? 3 : 'fox'
}
