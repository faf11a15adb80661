import type { FileView } from '@/lib/files/schema'
import { canDerive, noteDerived } from './derived-store'

/** Sends what was made of a file to be kept with it. False: the server did not take it, or did not answer. */
export async function putDerived(file: FileView, body: Blob | string): Promise<boolean> {
  if (!canDerive(file)) return false
  const type = typeof body === 'string' ? 'application/json' : body.type
  try {
    const answer = await fetch(`${file.url}/derived`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body,
    })
    if (answer.ok) noteDerived(file)
    return answer.ok
  } catch {
    return false
  }
}
