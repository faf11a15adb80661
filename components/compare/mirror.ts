/**
 * Two pictures in step, without a framework: where the pointer is on one of them, a ring shows the same place on the
 * other. Each `.zoom-cell` of the stage holds a `.zoom-twin`; the style sheet shows it in the cells that the pointer is
 * not over.
 *
 * @returns takes the listeners away.
 */
export function mountMirror(stage: HTMLElement): () => void {
  const ear = new AbortController()
  const cells = [...stage.querySelectorAll<HTMLElement>('.zoom-cell')]

  function leave() {
    for (const cell of cells) delete cell.dataset.twin
  }
  function follow(event: PointerEvent) {
    const { target } = event
    const over = target instanceof Element ? target.closest<HTMLElement>('.zoom-cell') : null
    // A finger hides what it points at, and it scrolls and pinches.
    if (!over || event.pointerType === 'touch') return leave()
    const box = over.getBoundingClientRect()
    for (const cell of cells) {
      if (cell === over) {
        delete cell.dataset.twin
        continue
      }
      cell.dataset.twin = ''
      cell.style.setProperty('--mx', `${event.clientX - box.left}px`)
      cell.style.setProperty('--my', `${event.clientY - box.top}px`)
    }
  }

  stage.addEventListener('pointermove', follow, { signal: ear.signal })
  // Not pointerleave: Chromium keeps that to itself after a captured drag in a page that was exchanged.
  stage.addEventListener('mouseleave', leave, { signal: ear.signal })
  return () => {
    leave()
    ear.abort()
  }
}
