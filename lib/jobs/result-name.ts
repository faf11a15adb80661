import 'server-only'
import { asc, eq } from 'drizzle-orm'
import { files, jobInputs } from '@/db/schema'
import { findModel } from '@/lib/catalog/catalog'
import type { Run } from './run-context'
import type { JobRow } from './view'

const NAME_CHARACTERS = 40

/** A job without a file is known by how its text begins, without the full stop; null: it has no text. */
export function firstWords(input: Record<string, unknown>): string | null {
  const said = input.prompt ?? input.text
  if (typeof said !== 'string') return null
  const words = said.trim().slice(0, NAME_CHARACTERS + 1)
  const whole = words.length > NAME_CHARACTERS ? words.replace(/\s*\S*$/, '') : words
  return whole.replace(/[\s\p{P}]+$/u, '') || null
}

/** The original's name with the tool's: cup.jpg → cup-no-background; the type's ending is added when it is known. */
export async function resultName(run: Run, job: JobRow): Promise<string> {
  const [first] = await run.db
    .select({ name: files.name })
    .from(jobInputs)
    .innerJoin(files, eq(files.id, jobInputs.fileId))
    .where(eq(jobInputs.jobId, job.id))
    .orderBy(asc(jobInputs.position))
    .limit(1)
  const model = findModel(job.model)
  const base = first?.name.replace(/\.[^.]{1,5}$/, '') ?? firstWords(job.input) ?? model?.title ?? 'result'
  return `${base}-${model?.suffix ?? 'result'}`
}
