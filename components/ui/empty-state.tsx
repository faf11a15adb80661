import type { ReactNode } from 'react'
import { CropMarks } from '@/components/ui/crop-marks'

export type EmptyStateProps = { title: string; children?: ReactNode; actions?: ReactNode; className?: string }

/** Nothing here yet: one sentence and the ways in. */
export function EmptyState({ title, children, actions, className = '' }: EmptyStateProps) {
  return (
    <CropMarks className={`grid place-items-center p-12 text-center max-desk:p-8 ${className}`}>
      <div className="max-w-md">
        <h2>{title}</h2>
        {children && <div className="mt-1 text-ink-2 text-pretty">{children}</div>}
        {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
      </div>
    </CropMarks>
  )
}
