import { readFileSync } from 'node:fs'

export type BenchPerson = { cookie: string; file: string }

const PASSWORD = 'a bench of oak 7'
let callers = 0

/** A fresh caller's address: limits count by it, and a bench is many people. */
export function nextAddress(): string {
  callers++
  return `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`
}

/** Signs a person up and in, and uploads one picture for them. */
export async function makePerson(url: string, picture: Blob = photo()): Promise<BenchPerson> {
  const email = `bench-${callers}-${Date.now()}@example.com`
  await browserOf(url)('/api/account/sign-up', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, name: 'Bench', password: PASSWORD }),
  })
  return signIn(url, email, PASSWORD, picture)
}

/** A person who has an account already. */
export async function signIn(
  url: string,
  email: string,
  password: string,
  picture: Blob = photo(),
): Promise<BenchPerson> {
  const call = browserOf(url)
  const { csrfToken } = (await (await call('/api/auth/csrf')).json()) as { csrfToken: string }
  await call('/api/auth/callback/credentials', {
    method: 'POST',
    body: new URLSearchParams({ email, password, csrfToken }),
  })
  const form = new FormData()
  form.append('file', picture, 'coffee.png')
  const uploaded = (await (await call('/api/uploads', { method: 'POST', body: form })).json()) as {
    file?: { id: string }
  }
  if (!uploaded.file) throw new Error(`no upload: ${JSON.stringify(uploaded)}`)
  return { cookie: call.cookie(), file: uploaded.file.id }
}

/** Calls that keep their cookies, each from an address of its own. */
function browserOf(url: string) {
  const cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(url + path, {
      redirect: 'manual',
      ...init,
      headers: { origin: url, 'x-forwarded-for': nextAddress(), cookie: cookie(), ...init.headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(name, value)
    }
    return answer
  }
  return Object.assign(call, { cookie })
}

const photo = () => new Blob([readFileSync('tests/fixtures/photos/coffee.png')], { type: 'image/png' })

/** What one submission of this person is. */
export const submission = (url: string, person: BenchPerson) => ({
  headers: {
    'content-type': 'application/json',
    origin: url,
    cookie: person.cookie,
    'x-forwarded-for': nextAddress(),
  },
  body: JSON.stringify({ model: 'recraft/remove-background', input: { image: person.file } }),
})
