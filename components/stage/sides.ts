import type { Picture } from '@/components/compare/picture'
import type { FileView } from '@/lib/files/schema'
import type { JobView } from '@/lib/jobs/schema'

/** A picture that can lie on the table, and what to call it there. */
export type Side = { file: FileView; label: string; isCutout: boolean }

export type SideWords = {
  original: string
  /** Of the first, second, … where there are several. */
  originalOf: (n: number) => string
  result: string
  resultOf: (n: number) => string
}

const pictures = (files: readonly FileView[]) => files.filter(({ kind }) => kind === 'image')

/** The pictures of a job: those it was given, then those it made. */
export function sidesOf(job: JobView, isCutout: boolean, words: SideWords): Side[] {
  const given = pictures(job.inputs)
  const made = pictures(job.outputs)
  return [
    ...given.map((file, at) => ({
      file,
      label: given.length === 1 ? words.original : words.originalOf(at + 1),
      isCutout: false,
    })),
    ...made.map((file, at) => ({
      file,
      label: made.length === 1 ? words.result : words.resultOf(at + 1),
      isCutout,
    })),
  ]
}

/** As the comparison wants it. */
export const pictureOf = (file: FileView): Picture => ({
  url: file.url,
  width: file.width ?? 1,
  height: file.height ?? 1,
  previewUrl: file.previewUrl,
  placeholder: file.placeholder,
})
