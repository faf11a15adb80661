import type { JobStatus } from '@/lib/jobs/status'

type Entry = {
  owner: string
  hold: number
  factor: number
  status: JobStatus
  charged: number | null
  isBack: boolean
}

type Rule = { times: number } | { credits: number } | null

/** Where a job may be found after a step of any length. */
const reachable: Record<JobStatus, JobStatus[]> = {
  queued: ['queued', 'running', 'storing', 'done', 'failed', 'canceled'],
  running: ['queued', 'running', 'storing', 'done', 'failed', 'canceled'],
  storing: ['storing', 'done', 'failed'],
  done: ['done'],
  failed: ['failed', 'storing', 'done'],
  canceled: ['canceled'],
}

/** What everyone should have: what they were given, less what is held for open jobs and paid for done ones. */
export class Ledger {
  readonly given = new Map<string, number>()
  readonly jobs = new Map<string, Entry>()
  /** By model; null: for all without one of their own. */
  readonly rules = new Map<string | null, Rule>()
  /** Who asked for it; true: the account is gone. */
  readonly closing = new Map<string, boolean>()
  readonly suspended = new Set<string>()

  /** What a run costs from now on (thousandths), and what KIE's price is multiplied by (thousandths). */
  price(model: string, list: number): { hold: number; factor: number } {
    const rule = this.rules.get(model) ?? this.rules.get(null) ?? null
    if (rule && 'credits' in rule) return { hold: Math.round(rule.credits * 1_000), factor: 1_000 }
    const factor = rule ? Math.round(rule.times * 1_000) : 1_000
    return { hold: Math.ceil((list * factor) / 1_000), factor }
  }

  isGone(person: string): boolean {
    return this.closing.get(person) ?? false
  }

  /**
   * Everybody who asked, and has no open job, is gone with what they had; what waits for somebody suspended is canceled
   * for that. False: nobody was.
   */
  close(person: string): boolean {
    this.closing.set(person, this.isGone(person))
    for (const job of this.jobs.values()) {
      const isStuck = this.suspended.has(job.owner) && this.closing.has(job.owner)
      if (isStuck && job.status === 'queued') Object.assign(job, { status: 'canceled', isBack: true })
    }
    const due = [...this.closing].filter(([one, isGone]) => !isGone && !this.#isBusy(one))
    for (const [one] of due) {
      this.take(one, this.available(one))
      this.closing.set(one, true)
    }
    return due.length > 0
  }

  give(person: string, amount: number): void {
    this.given.set(person, (this.given.get(person) ?? 0) + amount)
  }

  /** False: it is not there to be taken. */
  take(person: string, amount: number): boolean {
    if (this.available(person) < amount) return false
    this.give(person, -amount)
    return true
  }

  submit(job: string, owner: string, hold: number, factor: number): void {
    this.jobs.set(job, { owner, hold, factor, status: 'queued', charged: null, isBack: false })
  }

  /** A job is seen in a status. False: it cannot have come there. */
  see(job: string, status: JobStatus, charged: number | null): boolean {
    const entry = this.jobs.get(job)
    if (!entry || !reachable[entry.status].includes(status)) return false
    const isBack = entry.isBack || status === 'failed' || status === 'canceled'
    this.jobs.set(job, { ...entry, status, charged, isBack })
    return status !== 'done' || (charged !== null && charged <= (isBack ? 0 : entry.hold))
  }

  held(person: string): number {
    return this.#sum(person, ({ isBack, charged, hold }) => (isBack || charged !== null ? 0 : hold))
  }

  available(person: string): number {
    const paid = this.#sum(person, ({ charged }) => charged ?? 0)
    return (this.given.get(person) ?? 0) - paid - this.held(person)
  }

  #isBusy(person: string): boolean {
    const isOpen = (status: JobStatus) => status === 'queued' || status === 'running' || status === 'storing'
    return [...this.jobs.values()].some(({ owner, status }) => owner === person && isOpen(status))
  }

  #sum(person: string, of: (entry: Entry) => number): number {
    return [...this.jobs.values()].reduce((sum, one) => sum + (one.owner === person ? of(one) : 0), 0)
  }
}
