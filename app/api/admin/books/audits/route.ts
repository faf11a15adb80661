import { openAudit } from '@/lib/admin/ask-audit'
import { auditBooks, lastAudit } from '@/lib/books/auditor/run'
import { db } from '@/lib/database'
import { route } from '@/lib/http/route'
import { log } from '@/lib/log'

/** The auditor's last run; null: there was none yet. */
export const GET = route({ auth: 'admin', run: async () => ({ audit: await lastAudit(await db()) }) })

/** Begins a run now, in this process; while one is open, that one is it. */
export const POST = route({
  auth: 'admin',
  run: async ({ user }) => {
    const handle = await db()
    await openAudit(handle, user)
    void auditBooks(handle).catch((error: unknown) => log().error({ err: error }, 'audit of the books'))
    return Response.json({ audit: await lastAudit(handle) }, { status: 202 })
  },
})
