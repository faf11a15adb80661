import type { ReactNode } from 'react'

/** One group of settings: its name, the choice that counts beside it, the rest below. */
export function Section({
  title,
  choice,
  children,
}: {
  title: string
  choice?: ReactNode
  children?: ReactNode
}) {
  return (
    <section className="border-line border-b px-5 py-3.5 last:border-b-0 max-desk:px-4">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h3 className="font-strong text-13 max-desk:text-15">{title}</h3>
        {choice}
      </div>
      {children && <div className="mt-2 grid gap-1">{children}</div>}
    </section>
  )
}
