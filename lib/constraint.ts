import 'server-only'

/** The name of the constraint, or of the trigger that speaks as one, by which the database refused; null: it was something else. */
export function violated(error: unknown): string | null {
  const cause = error instanceof Error ? (error.cause as { constraint?: unknown } | undefined) : undefined
  return typeof cause?.constraint === 'string' ? cause.constraint : null
}
