import { getLocale, getTimeZone } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClosingBanner } from '@/components/account/closing-banner'
import { ConfirmHost } from '@/components/confirm/confirm-host'
import { Balance } from '@/components/credits/balance'
import { AriaFrame } from '@/components/layout/aria-frame'
import { ClientWords } from '@/components/layout/client-words'
import { Header } from '@/components/layout/header'
import { BottomBar } from '@/components/layout/nav'
import { Notices } from '@/components/notices/notices'
import { CLOSING_DAYS } from '@/lib/account/bounds'
import { requireUser } from '@/lib/auth/session'
import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'
import { formatMoment } from '@/lib/format'

const DAY_MS = 86_400_000

/** When an account is deleted, in the reader's words. */
async function closingMoment(asked: Date): Promise<string> {
  const at = new Date(asked.getTime() + CLOSING_DAYS * DAY_MS)
  return formatMoment(await getLocale(), at, await getTimeZone(), new Date())
}

/** The frame of every signed-in page. Pages check who asks themselves too: a layout does not guard its pages. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const user = await requireUser()
  const initial = await balance(await db(), user.id)
  const isAdmin = user.role === 'admin'
  return (
    <ClientWords isStudio>
      <AriaFrame>
        <Header
          user={{ name: user.name, email: user.email, isAdmin }}
          balance={<Balance userId={user.id} initial={initial} />}
        />
        {user.closingAt && <ClosingBanner at={await closingMoment(user.closingAt)} />}
        {children}
        <BottomBar />
        <Notices />
        <ConfirmHost />
      </AriaFrame>
    </ClientWords>
  )
}
