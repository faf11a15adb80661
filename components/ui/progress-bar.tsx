export type ProgressBarProps = {
  /** Names what goes on, for screen readers. */
  label: string
  /** 0 to 100. */
  value: number
  className?: string
}

/** Only for what can be measured (an upload). A job that runs has no per cent. */
export function ProgressBar({ label, value, className = '' }: ProgressBarProps) {
  const rounded = Math.round(value)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={rounded}
      aria-valuemin={0}
      aria-valuemax={100}
      className={`h-[3px] overflow-hidden bg-press ${className}`}
    >
      <div className="h-full bg-mark transition-[width]" style={{ width: `${rounded}%` }} />
    </div>
  )
}
