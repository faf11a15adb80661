/** Who takes files that are dropped anywhere on the page or pasted. */
export type FileReceiver = {
  /** Files hang over `target`; their number and types are in `transfer`, where the browser tells. */
  over: (transfer: DataTransfer, target: EventTarget | null) => void
  /** They no longer do. */
  out: () => void
  take: (files: File[], target: EventTarget | null) => void
  /** Nobody wants files just now: then the browser does with them what it does. */
  isClosed?: () => boolean
}

/** Listens on the window until the answer is called. */
export function listenForFiles({ over, out, take, isClosed }: FileReceiver): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const withFiles = (event: DragEvent) =>
    event.dataTransfer?.types.includes('Files') && !isClosed?.() ? event.dataTransfer : null
  const drag = (event: DragEvent) => {
    const transfer = withFiles(event)
    if (!transfer) return
    event.preventDefault()
    transfer.dropEffect = 'copy'
    over(transfer, event.target)
  }
  window.addEventListener('dragenter', drag, { signal })
  window.addEventListener('dragover', drag, { signal })
  window.addEventListener(
    'dragleave',
    (event) => {
      // Between two parts of the page there is a next part; out of the window there is none.
      if (event.relatedTarget === null) out()
    },
    { signal },
  )
  window.addEventListener(
    'drop',
    (event) => {
      const transfer = withFiles(event)
      if (!transfer) return
      event.preventDefault()
      out()
      take([...transfer.files], event.target)
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0 || isClosed?.()) return
      event.preventDefault()
      take(files, document.activeElement)
    },
    { signal },
  )
  return () => listening.abort()
}
