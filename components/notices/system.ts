// Notices of the system. Chrome on Android has `Notification` and gives leave, but takes notices from service workers only:
// there its constructor throws a TypeError.

const ofOurs = { tag: 'loupe-done' }

/** Asks for leave, upon a press. False: it was not given, or this browser takes no notices from pages. */
export async function askSystem(): Promise<boolean> {
  if (!('Notification' in window) || (await Notification.requestPermission()) !== 'granted') return false
  const trial = make('', { ...ofOurs, silent: true })
  trial?.close()
  return trial !== null
}

export function tellSystem(words: string): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notice = make(words, ofOurs)
  if (notice) notice.onclick = () => window.focus()
}

function make(body: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification('Loupe', { ...options, body })
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
