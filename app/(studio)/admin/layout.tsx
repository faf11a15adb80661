import type { ReactNode } from 'react'
import { AdminNav } from '@/components/admin/admin-nav'
import { requireAdmin } from '@/lib/auth/session'

/** The admins' own area: its pages at the left, below the header on phones. Pages check who asks themselves too. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdmin()
  return (
    <div className="flex flex-1 max-wide:flex-col">
      <AdminNav />
      <main id="main" className="min-w-0 flex-1 px-8 py-6 max-desk:px-4 max-desk:py-5">
        {children}
      </main>
    </div>
  )
}
