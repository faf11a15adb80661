// Makes the embedded database in a process of its own: creating one takes 850 MB, opening one 300 MB, and the server
// should not keep the difference for ever. The caller holds the directory's lock.
import { openPglite } from '@/db/pglite'
import { env } from '@/lib/env'

await (await openPglite(env().dataDir)).close()
