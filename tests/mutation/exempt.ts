import type { Condition } from './conditions'

const hop =
  'People are found by hopping through an index; one who has no waiting job adds no row to what is taken.'

/** Conditions whose loss changes nothing that is money, by what stands before them, each with its reason. */
const reasons: [RegExp, string][] = [
  [/^lib\/jobs\/queue\.ts: .*\(select user_id from jobs where \[status = 'queued'\]$/, hop],
  [/^lib\/jobs\/queue\.ts: .*\(select j\.user_id from jobs j where \[j\.status = 'queued'\]$/, hop],
]

export const exemption = ({ file, before, text }: Condition): string | null =>
  reasons.find(([pattern]) => pattern.test(`${file}: ${before}[${text}]`))?.[1] ?? null
