import type { Condition, Field, WireValue } from './schema'

type Known = Pick<Field, 'name' | 'default'>

/** What holds for a setting: what was chosen, else KIE's default; undefined when there is neither. */
export const settingOf = (fields: readonly Known[], name: string, input: Record<string, unknown>): unknown =>
  input[name] ?? fields.find((field) => field.name === name)?.default

/** Whether all settings are as the condition says. An empty condition always holds. */
export const holds = (
  fields: readonly Known[],
  condition: Condition,
  input: Record<string, unknown>,
): boolean =>
  Object.entries(condition).every(([name, wanted]) =>
    Array.isArray(wanted)
      ? wanted.includes(settingOf(fields, name, input) as WireValue)
      : (input[name] !== undefined) === wanted.given,
  )
