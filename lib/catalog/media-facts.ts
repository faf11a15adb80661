import type { MediaFacts } from './quote'

/** What is known of a file: px and ms; null where it has none, or nobody has measured it. */
export type Measures = { width: number | null; height: number | null; durationMs: number | null }

const sum = (values: number[] | null) => values?.reduce((total, one) => total + one, 0) ?? null
const pixels = ({ width, height }: Measures) => (width && height ? width * height : null)
const side = ({ width, height }: Measures) => (width && height ? Math.max(width, height) : null)
const seconds = ({ durationMs }: Measures) => (durationMs === null ? null : durationMs / 1_000)

/**
 * What a price may depend on.
 * @param filesOf the files in a top-level field; null for one that is not known. One such file makes its field unknown.
 */
export function mediaFacts(filesOf: (field: string) => readonly (Measures | null)[]): MediaFacts {
  const all = (field: string, measure: (file: Measures) => number | null): number[] | null => {
    const measures = filesOf(field).map((file) => file && measure(file))
    return measures.length > 0 && measures.every((one) => one !== null) ? measures : null
  }
  return {
    seconds: (field) => sum(all(field, seconds)),
    pixels: (field) => sum(all(field, pixels)),
    side: (field) => {
      const sides = all(field, side)
      return sides && Math.max(...sides)
    },
  }
}
