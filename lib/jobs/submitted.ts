import 'server-only'
import type { Db } from '@/db/open'
import type { Locale } from '@/lib/locale'
import { withFiles } from './queries'
import type { JobView } from './schema'
import type { Submitted } from './submit'
import { jobView } from './view'

/** The view of a job just taken. A fresh one is made from what is at hand; only a replay reads its files. */
export async function submittedView(db: Db, submitted: Submitted, locale: Locale): Promise<JobView> {
  if (submitted.inputs) return jobView(submitted.row, { inputs: submitted.inputs, outputs: [] }, locale)
  const [view] = await withFiles(db, [submitted.row], locale)
  return view as JobView
}
