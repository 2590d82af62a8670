import * as v from 'valibot'
import { fieldSchema, type ParamField, type Params, type ParamValue } from '~/drift/params'

export interface ParsedParams<P> {
  /** Valid throughout: what was wrong or missing has its default here. */
  values: P
  /** The sentence of each parameter that is shown and wrong, by name; under '' what is wrong between them. */
  errors: Partial<Record<string, string>>
}

/** Checks values of any origin (a form, a URL, a record) against a detector's declaration. */
export function parseParams<P extends Record<string, ParamValue>>(
  params: Params<P>,
  given: Readonly<Record<string, unknown>>,
): ParsedParams<P> {
  const errors: Partial<Record<string, string>> = {}
  const kept: Record<string, unknown> = { ...given }
  for (const field of params.fields) {
    if (given[field.name] === undefined) continue
    const problem = problemOf(field, given[field.name])
    if (problem === null) continue
    delete kept[field.name]
    // A parameter that another one switches off has no say, so it cannot be in the way either.
    if (isShown(field, given, params.fields)) errors[field.name] = problem
  }
  const together = v.safeParse(params.schema, kept)
  if (together.success) return { values: together.output, errors }
  return { values: params.defaults, errors: { ...errors, '': together.issues[0].message } }
}

/** The sentence that says what is wrong with a value; null if nothing is. */
export function problemOf(field: ParamField, value: unknown): string | null {
  const result = v.safeParse(fieldSchema(field), value)
  return result.success ? null : result.issues[0].message
}

/** Whether a field is on the screen, by the value of the one that it hangs on (its default where none is given). */
export function isShown(
  field: ParamField,
  values: Readonly<Record<string, unknown>>,
  fields: readonly ParamField[],
): boolean {
  const { shownWhen } = field
  if (!shownWhen) return true
  const master = fields.find((f) => f.name === shownWhen.name)
  return (values[shownWhen.name] ?? master?.input.default) === shownWhen.is
}

/**
 * What was typed → a number; NaN if it is none. Spaces between digits are taken as we print them; a comma is
 * not, because "1,000" means one thing here and another there.
 */
export function numberFromText(text: string): number {
  const compact = text.replace(/[\s\u202F\u00A0]+/g, '').replace('−', '-')
  return /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(compact) ? Number(compact) : Number.NaN
}
