import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const looks = {
  info: { icon: Info, box: 'bg-well', sign: 'text-ink-3' },
  warn: { icon: TriangleAlert, box: 'bg-warn-wash', sign: 'text-warn' },
  bad: { icon: CircleAlert, box: 'bg-bad-wash', sign: 'text-bad' },
}

export type NoteProps = {
  kind?: 'info' | 'warn' | 'bad'
  /** The first words, stronger. */
  title?: ReactNode
  children?: ReactNode
  /** In place of the kind's own sign. */
  icon?: ReactNode
  /** A button or link at the end. */
  action?: ReactNode
  /** `alert` interrupts a screen reader, `status` waits; none for what was there from the start. */
  role?: 'alert' | 'status'
  className?: string
}

/** A message inside a page: what happened and what to do, in one breath. */
export function Note({ kind = 'info', title, children, icon, action, role, className = '' }: NoteProps) {
  const look = looks[kind]
  return (
    <div
      role={role}
      className={`flex items-start gap-2 ${action ? 'max-desk:flex-wrap' : ''} rounded-control p-3 text-12 text-ink-2 ${look.box} ${className}`}
    >
      <span className={look.sign}>{icon ?? <look.icon aria-hidden size={16} strokeWidth={1.6} />}</span>
      <p className={`min-w-0 flex-1 text-pretty ${action ? 'max-desk:basis-[calc(100%-24px)]' : ''}`}>
        {title && <b className="font-strong text-ink">{title} </b>}
        {children}
      </p>
      {action && <span className="shrink-0 max-desk:ml-6">{action}</span>}
    </div>
  )
}
