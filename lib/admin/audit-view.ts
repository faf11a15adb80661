/** One thing that was done, as admins see it. */
export type AuditLine = {
  id: number
  at: string
  /** Who did it; a name of null: no person of ours (the system, or someone who is gone). */
  actor: { id: string; name: string | null }
  /** Of the closed list of acts. */
  action: string
  /** To whom or what: with a name where it is a person, a model or a batch of codes that is known; of an invitation its address. */
  subject: { id: string; name: string | null } | null
  reason: string | null
  /** What ids in `detail` are called, where they are known. */
  names: Record<string, string>
  /** What it was and what it became, and all that the act says besides. */
  detail: Record<string, unknown>
}
export type AuditPage = { lines: AuditLine[]; next: string | null }
