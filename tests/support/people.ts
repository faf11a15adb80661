// Who is in the database of a running app when a test begins. The first admin's own way in has tests of its own.

/** Everyone's password. */
export const PASSWORD = 'a lamp beside the light table'

/** Credits at the start. */
export const people = {
  admin: { email: 'admin@loupe.test', role: 'admin', credits: 1_000 },
  ann: { email: 'ann@loupe.test', role: 'user', credits: 1_000 },
  ben: { email: 'ben@loupe.test', role: 'user', credits: 1_000 },
  cleo: { email: 'cleo@loupe.test', role: 'user', credits: 1_000 },
  /** For tests of scarcity. */
  ten: { email: 'ten@loupe.test', role: 'user', credits: 10 },
  broke: { email: 'broke@loupe.test', role: 'user', credits: 0 },
} as const

export type PersonName = keyof typeof people

/** Stable ids, so that tests can ask the database about a person. */
export const personId = (name: string) => name.padEnd(26, '0')
