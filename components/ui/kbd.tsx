/** A key of the keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-[4px] border border-line bg-panel px-1 font-mono text-11 text-ink-3">
      {children}
    </kbd>
  )
}
