import 'server-only'

/** What the sandbox can do, with KIE's limits. Bytes, px, and credits per picture as KIE counts them. */
export type Model = {
  cost: number
  maxBytes: number
  minSide?: number
  maxSide?: number
  maxPixels?: number
  work: 'remove-background' | 'upscale'
}

const MEGABYTE = 1_048_576

const models: Record<string, Model> = {
  'recraft/remove-background': {
    cost: 1,
    maxBytes: 5 * MEGABYTE,
    minSide: 256,
    maxSide: 4096,
    maxPixels: 16_000_000,
    work: 'remove-background',
  },
  'recraft/crisp-upscale': { cost: 0.5, maxBytes: 10 * MEGABYTE, work: 'upscale' },
}

export const findModel = (name: string): Model | undefined =>
  Object.hasOwn(models, name) ? models[name] : undefined

/** Why KIE would refuse this `input`, or null. A missing field is answered with code 500, as KIE does. */
export function inputProblem(input: Record<string, unknown>): { code: number; message: string } | null {
  const unknown = Object.keys(input).find((name) => name !== 'image')
  if (unknown) return { code: 422, message: `Unknown parameter: ${unknown}` }
  const { image } = input
  if (image === undefined || image === null || image === '')
    return { code: 500, message: 'image is required' }
  if (typeof image !== 'string' || !/^https?:\/\//i.test(image) || !URL.canParse(image)) {
    return { code: 422, message: 'image must be a valid URL' }
  }
  return null
}
