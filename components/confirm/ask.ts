// A request that the server wants the password for waits here until the dialog (components/confirm/confirm-host) has
// an answer. One dialog for all that wait at once.

type Question = { answer: (isConfirmed: boolean) => void }

let question: Question | null = null
let asked: Promise<boolean> | null = null
const watchers = new Set<() => void>()

function set(next: Question | null): void {
  question = next
  for (const watch of watchers) watch()
}

/** For the dialog: the open question, or null. */
export const openQuestion = (): Question | null => question

/** For the dialog; the answer stops the watching. A page with nobody to ask refuses. */
export function watchQuestion(watch: () => void): () => void {
  watchers.add(watch)
  return () => {
    watchers.delete(watch)
    if (watchers.size === 0) question?.answer(false)
  }
}

/** Asks for the password. False: it was not given, or there is nobody to ask on this page. */
export function askPassword(): Promise<boolean> {
  if (watchers.size === 0) return Promise.resolve(false)
  asked ??= new Promise<boolean>((resolve) => {
    set({
      answer: (isConfirmed) => {
        asked = null
        set(null)
        resolve(isConfirmed)
      },
    })
  })
  return asked
}
