import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/** Namespaces that a browser never needs. */
const serverOnly = new Set(['landing'])
/** What a page without an account needs in the browser. */
const small = new Set(['frame', 'compare', 'failure', 'ui', 'auth', 'errors'])

/** Hands words to client components: few for public pages, nearly all for the studio. */
export async function ClientWords({ isStudio, children }: { isStudio?: boolean; children: ReactNode }) {
  const all = Object.entries(await getMessages())
  const messages = Object.fromEntries(
    all.filter(([name]) => (isStudio ? !serverOnly.has(name) : small.has(name))),
  )
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
}
