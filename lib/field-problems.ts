import 'server-only'
import type { z } from 'zod'
import type { FieldProblem } from './refusal'

/** Nobody reads more, and an answer must not grow with a bad request. */
const MOST_PROBLEMS = 50

/** zod's issues as our own words, one problem a field. Parsed with `reportInput`, or what is missing is not told apart. */
export function fieldProblems(error: z.ZodError): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {}
  for (const issue of error.issues.slice(0, MOST_PROBLEMS)) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, MOST_PROBLEMS))
        problems[[...issue.path, key].join('.')] = { key: 'unknown' }
      continue
    }
    const field = issue.path.join('.') || 'body'
    problems[field] ??= problemOf(issue)
  }
  return problems
}

const isNumber = (origin: string) => origin === 'number' || origin === 'int'

function problemOf(issue: z.core.$ZodIssue): FieldProblem {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return { key: 'required' }
    return { key: issue.expected === 'int' ? 'not_whole' : 'wrong_type' }
  }
  if (issue.code === 'too_big') {
    const values = { max: Number(issue.maximum) }
    if (isNumber(issue.origin)) return { key: 'number_max', values }
    if (issue.origin === 'array') return { key: 'too_many', values }
    return { key: 'too_long', values }
  }
  if (issue.code === 'too_small') {
    const values = { min: Number(issue.minimum) }
    if (isNumber(issue.origin)) return { key: 'number_min', values }
    return values.min <= 1 ? { key: 'required' } : { key: 'too_short', values }
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return { key: 'email_invalid' }
  if (issue.code === 'invalid_value') return { key: 'not_offered' }
  if (issue.code === 'custom' && issue.message !== 'Invalid input') return { key: issue.message }
  return { key: 'wrong_form' }
}
