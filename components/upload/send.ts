import { type Called, noAnswer, refusal } from '@/components/http/call'
import type { FileView } from '@/lib/files/schema'

type SendOptions = { onProgress: (percent: number) => void; signal: AbortSignal }
export type Send = (file: File, options: SendOptions) => Promise<Called<{ file: FileView }>>

/** A line that has not moved for this long is dead (ms). */
const STALLED = 60_000

/** Uploads one file. XMLHttpRequest, because fetch does not tell how much has been sent. */
export const sendFile: Send = (file, { onProgress, signal }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file, file.name)
    let stalled = setTimeout(() => request.abort(), STALLED)
    const moved = () => {
      clearTimeout(stalled)
      stalled = setTimeout(() => request.abort(), STALLED)
    }
    const abort = () => request.abort()
    signal.addEventListener('abort', abort, { once: true })
    const settle = (called: Called<{ file: FileView }>) => {
      clearTimeout(stalled)
      signal.removeEventListener('abort', abort)
      resolve(called)
    }
    const lost = () => settle(noAnswer)
    request.upload.onprogress = (event) => {
      moved()
      if (event.lengthComputable) onProgress((event.loaded / event.total) * 100)
    }
    request.onerror = lost
    request.onabort = lost
    request.onload = () => {
      if (request.status === 201)
        settle({ ok: true, value: JSON.parse(request.responseText) as { file: FileView } })
      else settle(refusal(request.status, request.responseText, request.getResponseHeader('retry-after')))
    }
    request.open('POST', '/api/uploads')
    request.setRequestHeader('accept', 'application/json')
    request.send(form)
  })
