import 'server-only'
import { closeDue } from '@/lib/account/close'
import { openDaily } from '@/lib/admin/check'
import { auditBooks } from '@/lib/books/auditor/run'
import { sampleBalance } from '@/lib/books/balance'
import { foldDays } from '@/lib/books/fold'
import { measureStorage } from '@/lib/books/storage'
import { env } from '@/lib/env'
import { sweepOrphanBlobs, sweepUnusedUploads } from '@/lib/files/sweep'
import { sweepTemp } from '@/lib/files/temp'
import { emptyTrash } from '@/lib/gallery/delete'
import { mailEnded } from '@/lib/notices/mail'
import { readSettings } from '@/lib/settings'
import type { Chore } from './chore'
import { sweepIdempotencyKeys, sweepOldResults, sweepRateLimits, sweepSessions } from './sweeps'

const DAY_MS = 86_400_000

/** Everything that Loupe does by itself, a line each. */
export const chores: readonly Chore[] = [
  {
    name: 'unused-uploads',
    cron: '5 * * * *',
    run: async (db) => sweepUnusedUploads(db, (await readSettings(db)).unusedUploadDays * DAY_MS),
  },
  // Walks the whole store, which costs money on S3: once a day is enough.
  { name: 'orphan-blobs', cron: '40 3 * * *', run: (db) => sweepOrphanBlobs(db, DAY_MS) },
  { name: 'closed-accounts', cron: '35 * * * *', run: (db) => closeDue(db) },
  { name: 'old-results', cron: '50 2 * * *', run: sweepOldResults },
  { name: 'trash', cron: '30 * * * *', run: (db) => emptyTrash(db) },
  { name: 'temporary-files', cron: '10 * * * *', run: () => sweepTemp() },
  { name: 'old-sessions', cron: '15 * * * *', run: sweepSessions },
  { name: 'rate-limits', cron: '20 * * * *', run: sweepRateLimits },
  { name: 'idempotency-keys', cron: '25 3 * * *', run: sweepIdempotencyKeys },
  // Readers add what is not folded yet: nothing waits for it but the work of adding.
  { name: 'book-days', cron: '* * * * *', run: foldDays },
  { name: 'kie-balance', cron: '*/10 * * * *', run: (db) => sampleBalance(db) },
  { name: 'mail-notices', cron: '* * * * *', run: (db) => mailEnded(db) },
  // Opens a run once a day, and works on the one that an admin asked for.
  { name: 'book-audit', cron: '* * * * *', run: auditBooks },
  { name: 'storage-sums', cron: '45 * * * *', run: measureStorage },
  // Opens one when the last is a day old; `lib/admin/freshness` works on it.
  {
    name: 'catalogue-check',
    cron: '*/10 * * * *',
    run: async (db) => (env().sandbox ? null : openDaily(db)),
  },
]
