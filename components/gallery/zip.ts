import { refusal } from '@/components/http/call'

const FRAME = 'loupe-zip'
const EMPTY = 'about:blank'

/** The server's own sentence in a refused answer; empty: it said none. */
export function sentenceIn(text: string): string {
  const refused = refusal(0, text, null)
  return refused.ok ? '' : refused.message
}

/**
 * Saves results as a ZIP: the browser itself takes the answer to a form, however long the list is. The form goes to a
 * hidden frame, so that a refusal leaves the page where it is.
 * @param onRefused hears why; empty: the server did not answer
 */
export function downloadZip(ids: readonly string[], onRefused: (why: string) => void) {
  const frame = frameOf(document)
  // What is saved as a file is no page, and so loads nothing here.
  frame.onload = () => {
    const answer = frame.contentDocument
    if (answer?.URL === EMPTY) return
    onRefused(sentenceIn((answer?.querySelector('pre') ?? answer?.body)?.textContent ?? ''))
  }
  const form = document.createElement('form')
  form.method = 'post'
  form.action = '/api/gallery/zip'
  form.target = FRAME
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'ids'
  field.value = ids.join(',')
  form.append(field)
  document.body.append(form)
  form.submit()
  form.remove()
}

function frameOf({ body }: Document): HTMLIFrameElement {
  const known = body.querySelector<HTMLIFrameElement>(`iframe[name="${FRAME}"]`)
  if (known) return known
  const frame = document.createElement('iframe')
  frame.name = FRAME
  frame.hidden = true
  body.append(frame)
  return frame
}
