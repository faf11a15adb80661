import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { files } from './files'
import { jobs } from './jobs'

/** Which files a job was given. */
export const jobInputs = pgTable(
  'job_inputs',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    position: integer().notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.position] }), index('job_inputs_file').on(t.fileId)],
)
