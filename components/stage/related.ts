import { haveOneShape } from '@/components/compare/picture'
import type { FileView } from '@/lib/files/schema'
import type { JobView } from '@/lib/jobs/schema'
import { pictureOf } from './sides'

const isPicture = ({ kind }: FileView) => kind === 'image'
/** The same upload, or the same picture uploaded again. */
const isSame = (a: FileView, b: FileView) =>
  a.id === b.id || (a.name === b.name && a.bytes === b.bytes && a.width === b.width && a.height === b.height)

/** How another job's pictures belong beside those of this one; null: not at all. */
export type Relation = 'picture' | 'model' | null

/** `picture`: both worked on one picture, or one on the other's result. `model`: the same model made both. */
export function relationOf(job: JobView, other: JobView): Relation {
  if (other.id === job.id || other.status !== 'done' || !other.outputs.some(isPicture)) return null
  const own = [...job.inputs, ...job.outputs].filter(isPicture)
  const theirs = [...other.inputs, ...other.outputs].filter(isPicture)
  if (own.some((file) => theirs.some((one) => isSame(file, one)))) return 'picture'
  return other.model === job.model ? 'model' : null
}

/** Whether their first pictures lie on each other: those are worth more beside each other. */
function isAlike(job: JobView, other: JobView): boolean {
  const [a, b] = [job.outputs.find(isPicture), other.outputs.find(isPicture)]
  return a !== undefined && b !== undefined && haveOneShape(pictureOf(a), pictureOf(b))
}

/** Jobs to compare with: on the same picture, those of one shape first, and of the same model; else as they came. */
export function relatedJobs(
  job: JobView,
  others: readonly JobView[],
): { picture: JobView[]; model: JobView[] } {
  const related = { picture: [] as JobView[], model: [] as JobView[] }
  for (const other of others) {
    const relation = relationOf(job, other)
    if (relation) related[relation].push(other)
  }
  const order = (other: JobView) => (isAlike(job, other) ? 0 : 1)
  related.picture.sort((a, b) => order(a) - order(b))
  return related
}
