import type { FieldProblem } from '@/lib/refusal'
import { holds, settingOf } from '../condition'
import type { Field, Rule } from '../schema'
import { namesSaid } from './variants'

type Values = Record<string, unknown>
type Problem = [field: string, problem: FieldProblem]

/** The first thing wrong by each of the model's rules. */
export const brokenRules = (rules: readonly Rule[], fields: readonly Field[], values: Values): Problem[] =>
  rules.flatMap((rule) => broken(rule, fields, values))

function broken(rule: Rule, fields: readonly Field[], values: Values): Problem[] {
  const said = namesSaid(fields, values)
  const anySaid = (names: readonly string[]) => names.find((name) => said.includes(name))
  switch (rule.kind) {
    case 'excludes': {
      const one = anySaid(rule.fields)
      const other = anySaid(rule.others)
      return one && other ? [[other, { key: 'not_together', values: { other: one } }]] : []
    }
    case 'any-of':
      return anySaid(rule.fields) ? [] : [[rule.fields[0] as string, among('any_of', rule.fields)]]
    case 'needs':
      return said.includes(rule.field) && !anySaid(rule.others)
        ? [[rule.field, among('needs_one_of', rule.others)]]
        : []
    case 'at-most': {
      const count = sum(rule.fields.map((name) => itemsOf(values[name]).length))
      const last = anySaid([...rule.fields].reverse())
      return last && count > rule.max
        ? [[last, { key: 'too_many_together', values: { fields: rule.fields.join(', '), max: rule.max } }]]
        : []
    }
    case 'letters':
      return sum(itemsOf(values[rule.field]).map((item) => lettersIn(item, rule.part))) > rule.max
        ? [[rule.field, { key: 'too_long', values: { max: rule.max } }]]
        : []
    case 'within': {
      const whole = Number(settingOf(fields, rule.of, values))
      const parts = sum(itemsOf(values[rule.field]).map((item) => Number((item as Values)[rule.part] ?? 0)))
      return parts > whole ? [[rule.field, { key: 'parts_over', values: { of: rule.of, max: whole } }]] : []
    }
    case 'never':
      return holds(fields, rule.when, values)
        ? [[rule.field, among('combination', Object.keys(rule.when))]]
        : []
    case 'unpriced':
      return holds(fields, rule.when, values) ? [[rule.field, { key: 'unpriced' }]] : []
  }
}

const among = (key: string, names: readonly string[]): FieldProblem => ({
  key,
  values: { fields: names.join(', ') },
})

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
const lettersIn = (item: unknown, part: string) => String((item as Values)[part] ?? '').length

/** A `max` that is larger while something holds was read with the larger one: here it is held against the other. */
export const overRaisedMax = (fields: readonly Field[], values: Values): Problem[] =>
  fields.flatMap(({ name, max, maxWhen }): Problem[] => {
    const raised = maxWhen && holds(fields, maxWhen.when, values)
    if (!maxWhen || raised || max === undefined || Number(values[name] ?? max) <= max) return []
    return [[name, { key: 'number_max', values: { max } }]]
  })
