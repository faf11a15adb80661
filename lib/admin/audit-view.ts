/** One thing that was done, as admins see it. */
export type AuditLine = {
  id: number
  at: string
  /** Who did it; a name of null: no person of ours (the system, or someone who is gone). */
  actor: { id: string; name: string | null }
  /** Of the closed list of acts. */
  action: string
  /** To whom or what: a person with a name, or the id of a thing. */
  subject: { id: string; name: string | null } | null
  reason: string | null
  /** What it was and what it became, and all that the act says besides. */
  detail: Record<string, unknown>
}
export type AuditPage = { lines: AuditLine[]; next: string | null }
