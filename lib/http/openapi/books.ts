import 'server-only'
import { z } from 'zod'
import { acts } from '@/lib/admin/acts'
import {
  bookAuditSchema,
  bookPeriods,
  booksSchema,
  overviewPeriods,
  periodSchema,
  settleSchema,
} from '@/lib/books/schema'
import { answers, id, json, query } from './parts'

const audit = z.object({ audit: bookAuditSchema.nullable() })
const filters = [
  query('actor', z.string().max(200)),
  query('action', z.enum(acts as [string, ...string[]])),
  query('subject', z.string().max(200)),
  query('from', z.iso.datetime()),
  query('to', z.iso.datetime()),
]

export const booksPaths = {
  '/api/admin/overview': {
    get: {
      parameters: [query('days', z.literal([...overviewPeriods]))],
      responses: answers(
        200,
        'For admins: the last days, what waits and runs, the rate and balance at KIE, the store, and what needs someone',
        periodSchema,
      ),
    },
  },
  '/api/admin/books': {
    get: {
      parameters: [query('days', z.literal([...bookPeriods]))],
      responses: answers(
        200,
        'What users paid against what KIE charged, and whether it adds up',
        booksSchema,
      ),
    },
  },
  '/api/admin/books/days.csv': {
    get: {
      parameters: [query('days', z.literal([...bookPeriods]))],
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
      requestBody: { required: true, content: json(settleSchema) },
      responses: answers(204, 'Settled: what fell until now counts as explained'),
    },
  },
  '/api/admin/audit': {
    get: {
      parameters: [...filters, query('cursor', z.string()), query('limit', z.number().int().min(1).max(100))],
      responses: answers(200, 'What was done, newest first'),
    },
  },
  '/api/admin/audit/export': {
    get: {
      parameters: [...filters, query('format', z.enum(['csv', 'json']))],
      responses: answers(200, 'All of it that the filter finds, as CSV with a BOM or as a JSON array'),
    },
  },
}
