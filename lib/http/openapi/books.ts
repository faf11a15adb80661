import 'server-only'
import { z } from 'zod'
import { auditExportQuery, auditQuery } from '@/lib/admin/audit'
import { booksQuery, overviewQuery } from '@/lib/books/ask'
import { bookAuditSchema, booksSchema, periodSchema, settleSchema } from '@/lib/books/schema'
import { answers, body, id, queryOf } from './parts'

const audit = z.object({ audit: bookAuditSchema.nullable() })

export const booksPaths = {
  '/api/admin/overview': {
    get: {
      parameters: queryOf(overviewQuery),
      responses: answers(
        200,
        'For admins: the last days, what waits and runs, the rate and balance at KIE, the store, and what needs someone',
        periodSchema,
      ),
    },
  },
  '/api/admin/books': {
    get: {
      parameters: queryOf(booksQuery),
      responses: answers(
        200,
        'What users paid against what KIE charged, and whether it adds up',
        booksSchema,
      ),
    },
  },
  '/api/admin/books/days.csv': {
    get: {
      parameters: queryOf(booksQuery),
      responses: answers(200, 'The same by day, model and way in which jobs ended, as CSV with a BOM'),
    },
  },
  '/api/admin/books/audits': {
    get: { responses: answers(200, 'The last run of the auditor', audit) },
    post: { responses: answers(202, 'A run is under way', audit) },
  },
  '/api/admin/books/alarms/{id}': {
    parameters: id,
    post: {
      requestBody: body(settleSchema),
      responses: answers(204, 'Settled: what fell until now counts as explained'),
    },
  },
  '/api/admin/audit': {
    get: {
      parameters: queryOf(auditQuery),
      responses: answers(200, 'What was done, newest first'),
    },
  },
  '/api/admin/audit/export': {
    get: {
      parameters: queryOf(auditExportQuery),
      responses: answers(200, 'All of it that the filter finds, as CSV with a BOM or as a JSON array'),
    },
  },
}
