/** The ring on a hairline: a loupe, and the slider's grip. */
function LogoMark() {
  return (
    <svg viewBox="0 0 20 24" aria-hidden="true" className="h-6 w-5">
      <path d="M10 4.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
      <circle cx="10" cy="12" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M10 0v24" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}

/** The mark with the name; the name of a product is not translated. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold text-15 tracking-[-0.02em]">
      <LogoMark />
      Loupe
    </span>
  )
}
