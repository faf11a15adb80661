/** Something is going on. Always beside words that say what. */
export function LiveDot() {
  return <span aria-hidden="true" className="size-1.5 shrink-0 rounded-pill bg-mark" />
}
