import type { ReactNode } from 'react'
import { PublicHeader } from '@/components/layout/public-header'

/** A page outside the studio: header and a column in the middle. */
export function PageFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <PublicHeader />
      <main
        id="main"
        className="mx-auto grid w-full max-w-[560px] flex-1 content-center px-6 pt-4 pb-16 max-desk:px-4"
      >
        {children}
      </main>
    </>
  )
}
