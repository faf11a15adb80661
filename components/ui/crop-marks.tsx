import type { ReactNode } from 'react'

export type CropMarksProps = {
  children: ReactNode
  /** A picture is being dragged over: the marks step out and take the accent. */
  isOver?: boolean
  /** The picture failed. */
  isBad?: boolean
  className?: string
}

/** The sign of "a picture goes here": cut lines at the four corners. */
export function CropMarks({ children, isOver, isBad, className = '' }: CropMarksProps) {
  return (
    <div
      className={`marks ${isBad ? '[--mk:var(--bad)]' : ''} ${isOver ? 'bg-mark-wash' : ''} ${className}`}
      data-over={isOver || undefined}
    >
      {children}
    </div>
  )
}
