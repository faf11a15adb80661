import { type ReactNode, useId } from 'react'

/** One matter of a settings page: its title at the left, what can be done at the right; below each other on phones. */
export function Section({
  title,
  children,
  isWide,
}: {
  title: string
  children: ReactNode
  isWide?: boolean
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-[200px_minmax(0,1fr)] gap-8 border-line border-t py-8 first-of-type:border-t-0 max-wide:grid-cols-1 max-wide:gap-3 max-desk:py-6"
    >
      <h2 id={id}>{title}</h2>
      <div className={isWide ? '' : 'max-w-[420px]'}>{children}</div>
    </section>
  )
}
