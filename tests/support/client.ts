import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileView } from '@/lib/files/schema'
import type { CreditsView, JobView, ReceiptLine } from '@/lib/jobs/schema'
import { isFinal } from '@/lib/jobs/status'
import { PASSWORD, type PersonName, people } from './people.ts'
import { until } from './process.ts'

export type Answer<T = unknown> = { status: number; headers: Headers; text: string; body: T }
export type ErrorBody = { error: { code: string; message: string; fields?: Record<string, string> } }

export type CallOptions = {
  json?: unknown
  body?: BodyInit
  headers?: Record<string, string>
  /** Null leaves the Origin away; undefined sends the app's own, as a browser would. */
  origin?: string | null
}

export const COFFEE = 'tests/fixtures/photos/coffee.png'
export const ASTRONAUT = 'tests/fixtures/photos/astronaut.png'
export const REMOVE_BACKGROUND = 'recraft/remove-background'
export const UPSCALE = 'recraft/crisp-upscale'

/** A person's browser, without the pages: cookies, own Origin, one language. */
export class Client {
  readonly #cookies = new Map<string, string>()

  constructor(
    readonly base: string,
    readonly language = 'en',
    /** What its pages' address is; the same as `base` unless `APP_URL` says otherwise. */
    readonly origin = base,
  ) {}

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async fetch(method: string, path: string, options: CallOptions = {}): Promise<Response> {
    const headers = new Headers({ 'accept-language': this.language, ...options.headers })
    if (this.#cookies.size > 0) headers.set('cookie', this.cookieHeader)
    const origin = options.origin === undefined ? this.origin : options.origin
    if (origin !== null && method !== 'GET' && method !== 'HEAD') headers.set('origin', origin)
    if (options.json !== undefined && !headers.has('content-type'))
      headers.set('content-type', 'application/json')
    const body = options.json === undefined ? options.body : JSON.stringify(options.json)
    const answer = await fetch(this.base + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    } as RequestInit).catch((error: Error) => {
      throw new TypeError(`${method} ${path}: ${String(error.cause ?? error)}`, { cause: error })
    })
    for (const line of answer.headers.getSetCookie()) this.#keep(line)
    return answer
  }

  #keep(line: string) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (value === '' || /max-age=0/i.test(line)) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }

  async call<T = ErrorBody>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    const answer = await this.fetch(method, path, options)
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as T,
    }
  }

  /** Signs in as a browser's form does. Throws when that does not work. */
  async signIn(email: string, password: string = PASSWORD): Promise<this> {
    const { body } = await this.call<{ csrfToken: string }>('GET', '/api/auth/csrf')
    const tried = await this.call('POST', '/api/auth/callback/credentials', {
      body: new URLSearchParams({ email, password, csrfToken: body.csrfToken, json: 'true' }),
    })
    const session = await this.call<{ user?: { email: string } } | null>('GET', '/api/auth/session')
    if (session.body?.user?.email !== email) {
      throw new Error(`${email} could not sign in: ${tried.status} ${tried.text} ${session.text}`)
    }
    return this
  }

  /** Uploads a file of this machine, or bytes under a name. */
  async tryUpload(
    source: string | Uint8Array,
    name?: string,
    type = 'image/png',
  ): Promise<Answer<{ file: FileView }>> {
    const bytes = typeof source === 'string' ? readFileSync(source) : source
    const form = new FormData()
    const called = name ?? (typeof source === 'string' ? basename(source) : 'picture.png')
    form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), called)
    return this.call('POST', '/api/uploads', { body: form })
  }

  async upload(source: string | Uint8Array = COFFEE, name?: string): Promise<FileView> {
    const answer = await this.tryUpload(source, name)
    if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${answer.text}`)
    return answer.body.file
  }

  /** Asks for a job; the answer may be a refusal. */
  trySubmit(
    image: unknown,
    options: { model?: string; key?: string; body?: object } = {},
  ): Promise<Answer<{ job: JobView }>> {
    return this.call('POST', '/api/jobs', {
      json: { model: options.model ?? REMOVE_BACKGROUND, input: { image }, ...options.body },
      headers: options.key ? { 'idempotency-key': options.key } : {},
    })
  }

  async submit(
    image: unknown,
    options: { model?: string; key?: string; body?: object } = {},
  ): Promise<JobView> {
    const answer = await this.trySubmit(image, options)
    if (answer.status !== 201) throw new Error(`submit: ${answer.status} ${answer.text}`)
    return answer.body.job
  }

  async job(id: string): Promise<JobView & { receipt?: ReceiptLine[] }> {
    const answer = await this.call<{ job: JobView; receipt: ReceiptLine[] }>('GET', `/api/jobs/${id}`)
    if (answer.status !== 200) throw new Error(`job: ${answer.status} ${answer.text}`)
    return { ...answer.body.job, receipt: answer.body.receipt }
  }

  /** Waits until a job has ended. */
  follow(id: string, limitMs = 90_000): Promise<JobView & { receipt?: ReceiptLine[] }> {
    return until(
      `job ${id} ends`,
      async () => {
        const job = await this.job(id)
        return isFinal(job.status) && job
      },
      limitMs,
      100,
    )
  }

  async jobs(query = ''): Promise<JobView[]> {
    return (await this.call<{ jobs: JobView[] }>('GET', `/api/jobs${query}`)).body.jobs
  }

  async credits(): Promise<CreditsView> {
    return (await this.call<CreditsView>('GET', '/api/credits')).body
  }
}

/** One of the tests' people, signed in. */
export const signedIn = (base: string, name: PersonName, language = 'en') =>
  new Client(base, language).signIn(people[name].email)
