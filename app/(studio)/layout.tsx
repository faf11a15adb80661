import type { ReactNode } from 'react'
import { ConfirmHost } from '@/components/confirm/confirm-host'
import { Balance } from '@/components/credits/balance'
import { AriaFrame } from '@/components/layout/aria-frame'
import { ClientWords } from '@/components/layout/client-words'
import { Header } from '@/components/layout/header'
import { BottomBar } from '@/components/layout/nav'
import { Notices } from '@/components/notices/notices'
import { requireUser } from '@/lib/auth/session'
import { balance } from '@/lib/credits/queries'
import { db } from '@/lib/database'

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
        {children}
        <BottomBar />
        <Notices />
        <ConfirmHost />
      </AriaFrame>
    </ClientWords>
  )
}
