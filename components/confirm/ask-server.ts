import { askPassword } from './ask'

/**
 * `fetch` for every request to our own routes. Where the server wants the password first, it is asked for, and the very
 * request is sent again (body, `Idempotency-Key` and all); where it is not given, the refusal is the answer.
 * @param init its body can be sent twice: text or a form, no stream
 */
export async function askServer(path: string, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(path, init)
  if (answer.status !== 403 || !(await wantsPassword(answer.clone()))) return answer
  return (await askPassword()) ? fetch(path, init) : answer
}

async function wantsPassword(answer: Response): Promise<boolean> {
  const text = await answer.text()
  return /"code":\s*"confirm_password"/.test(text)
}
