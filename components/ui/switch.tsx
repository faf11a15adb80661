'use client'

export type SwitchProps = {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
  /** For a label beside it. */
  id?: string
}

/** On or off; its words stand beside it. */
export function Switch({ label, isOn, onChange, id }: SwitchProps) {
  return (
    <span className="relative inline-flex h-5 w-8 shrink-0 rounded-pill bg-edge transition-colors has-checked:bg-mark has-focus-visible:outline-2 has-focus-visible:outline-mark has-focus-visible:outline-offset-2">
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="peer absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
      />
      <span className="pointer-events-none m-0.5 size-4 rounded-pill bg-white transition-transform peer-checked:translate-x-3 peer-checked:bg-on-mark" />
    </span>
  )
}
