import { formatNumber } from '~/lib/format'
import * as v from 'valibot'

/**
 * A detector's parameters are declared once, with these builders. Types, validation, form fields,
 * URL codec and command-line flags all derive from the declaration.
 */
export interface ParamField {
  name: string
  label: string
  /** One sentence: what it does, and what a larger value means. */
  help: string
  unit?: string
  /** Shown only while another parameter has this value. */
  shownWhen?: { name: string; is: string }
  /** Seldom changed: stands behind "More settings". */
  advanced?: boolean
  input:
    | {
        kind: 'integer' | 'number'
        min: number
        max: number
        exclusiveMin?: boolean
        exclusiveMax?: boolean
        default: number
      }
    | { kind: 'choice'; options: readonly { value: string; label: string }[]; default: string }
    | { kind: 'boolean'; default: boolean }
    /** Whole numbers in ascending order, as text: "10, 20". Read by `integersOf`. */
    | { kind: 'integers'; min: number; max: number; most: number; default: string }
    /** Detectors that a detector runs, as text: "ks,mmd". Read by `membersOf`; whether there are such is seen when it runs. */
    | { kind: 'detectors'; of: 'stream' | 'batch'; default: string }
}

export type ParamValue = number | string | boolean

interface About {
  label: string
  help: string
  unit?: string
  shownWhen?: { name: string; is: string }
  advanced?: boolean
}

interface Range {
  min: number
  max: number
  default: number
}

/** One parameter: how it is shown (`field`, its name filled in by `defineParams`) and how it is checked. */
interface Param<T extends ParamValue> {
  field: Omit<ParamField, 'name'>
  schema: v.GenericSchema<unknown, T>
}

function about({ label, help, unit, shownWhen, advanced }: About): About {
  return {
    label,
    help,
    ...(unit === undefined ? {} : { unit }),
    ...(shownWhen === undefined ? {} : { shownWhen }),
    ...(advanced === undefined ? {} : { advanced }),
  }
}

/** "α must be above 0 and at most 0.5, for example 0.05." */
function rangeSentence(
  { label, min, max, default: example }: About & Range,
  what: 'number' | 'whole number',
  open: { exclusiveMin: boolean; exclusiveMax: boolean } = { exclusiveMin: false, exclusiveMax: false },
): string {
  const [low, high] = [formatNumber(min), formatNumber(max)]
  const { exclusiveMin, exclusiveMax } = open
  const range =
    exclusiveMin || exclusiveMax
      ? `${exclusiveMin ? 'above' : 'at least'} ${low} and ${exclusiveMax ? 'below' : 'at most'} ${high}`
      : `a ${what} from ${low} to ${high}`
  return `${label} must be ${range}, for example ${formatNumber(example)}.`
}

export function integerParam(p: About & Range): Param<number> {
  const sentence = rangeSentence(p, 'whole number')
  return {
    field: { ...about(p), input: { kind: 'integer', min: p.min, max: p.max, default: p.default } },
    schema: v.pipe(
      v.number(sentence),
      v.integer(sentence),
      v.minValue(p.min, sentence),
      v.maxValue(p.max, sentence),
    ),
  }
}

export function numberParam(
  p: About & Range & { exclusiveMin?: boolean; exclusiveMax?: boolean },
): Param<number> {
  const { exclusiveMin = false, exclusiveMax = false } = p
  const sentence = rangeSentence(p, 'number', { exclusiveMin, exclusiveMax })
  return {
    field: {
      ...about(p),
      input: { kind: 'number', min: p.min, max: p.max, exclusiveMin, exclusiveMax, default: p.default },
    },
    schema: v.pipe(
      v.number(sentence),
      v.finite(sentence),
      v.check(
        (x) => (exclusiveMin ? x > p.min : x >= p.min) && (exclusiveMax ? x < p.max : x <= p.max),
        sentence,
      ),
    ),
  }
}

export function choiceParam<const O extends readonly { value: string; label: string }[]>(
  p: About & { options: O; default: O[number]['value'] },
): Param<O[number]['value']> {
  const values = p.options.map((o) => o.value)
  return {
    field: { ...about(p), input: { kind: 'choice', options: p.options, default: p.default } },
    schema: v.picklist(values, `${p.label} must be one of ${values.join(', ')}.`),
  }
}

export function booleanParam(p: About & { default: boolean }): Param<boolean> {
  return {
    field: { ...about(p), input: { kind: 'boolean', default: p.default } },
    schema: v.boolean(`${p.label} must be true or false.`),
  }
}

/** Several whole numbers, all different: the sizes of windows. */
export function integersParam(
  p: About & { min: number; max: number; most: number; default: string },
): Param<string> {
  const sentence = `${p.label} must be 1 to ${p.most} different whole numbers from ${formatNumber(p.min)} to ${formatNumber(p.max)}, smallest first, separated by commas, for example ${p.default}.`
  return {
    field: {
      ...about(p),
      input: { kind: 'integers', min: p.min, max: p.max, most: p.most, default: p.default },
    },
    schema: v.pipe(
      v.string(sentence),
      v.check((text) => {
        const found = integersOf(text)
        return (
          found.length > 0 &&
          found.length <= p.most &&
          found.every((n, i) => n >= p.min && n <= p.max && n > (found[i - 1] ?? Number.NEGATIVE_INFINITY))
        )
      }, sentence),
    ),
  }
}

/** "10, 20" → [10, 20]; NaN for what is no whole number. */
export function integersOf(text: string): number[] {
  return text.split(',').map((part) => (/^\s*\d{1,9}\s*$/.test(part) ? Number(part) : Number.NaN))
}

/** Detectors of the registry that this one runs, each with parameters of its own where they are not the defaults. */
export function detectorsParam(p: About & { of: 'stream' | 'batch'; default: string }): Param<string> {
  const sentence = `${p.label} must be 1 to ${MOST_MEMBERS} ids of detectors, separated by commas, for example ${p.default}${p.of === 'stream' ? `, or ${COLUMNS_AS_MEMBERS}` : ''}; parameters follow a question mark, for example ${p.of === 'stream' ? 'page-hinkley?threshold=20&delta=0.1' : 'ks?alpha=0.01'}.`
  return {
    field: { ...about(p), input: { kind: 'detectors', of: p.of, default: p.default } },
    schema: v.pipe(
      v.string(sentence),
      v.check((text) => {
        if (text === COLUMNS_AS_MEMBERS) return p.of === 'stream'
        const members = membersOf(text)
        return members !== null && members.length <= MOST_MEMBERS
      }, sentence),
    ),
  }
}

const MOST_MEMBERS = 20
/** In the place of detectors: each column holds the states of a member that ran elsewhere. */
export const COLUMNS_AS_MEMBERS = 'columns'

export interface MemberText {
  id: string
  /** As they were written; checked against the member's own declaration when it runs. */
  params: Readonly<Record<string, string>>
}

const MEMBER = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:\?(\w+=[^&=,?]+(?:&\w+=[^&=,?]+)*))?$/

/** "ks?alpha=0.01,mmd" → its members in order, or null where the text is none of that kind. */
export function membersOf(text: string): MemberText[] | null {
  const members: MemberText[] = []
  for (const part of text.split(',')) {
    const [whole, id, given = ''] = MEMBER.exec(part.trim()) ?? []
    if (whole === undefined || id === undefined || id === COLUMNS_AS_MEMBERS) return null
    const pairs = given === '' ? [] : given.split('&').map((pair) => pair.split('=') as [string, string])
    members.push({ id, params: Object.fromEntries(pairs) })
  }
  return members
}

/** The inverse of `membersOf`. */
export function membersText(members: readonly MemberText[]): string {
  return members
    .map(({ id, params }) => {
      const pairs = Object.entries(params).map(([name, value]) => `${name}=${value}`)
      return pairs.length === 0 ? id : `${id}?${pairs.join('&')}`
    })
    .join(',')
}

/** A value as text (a link, a command line, a member's parameter) → what its field holds; null where it cannot be. */
export function valueFromText({ input }: ParamField, text: string): ParamValue | null {
  switch (input.kind) {
    case 'integer':
    case 'number': {
      const value = Number(text)
      return text.trim() !== '' && Number.isFinite(value) ? value : null
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null
    case 'choice':
      return input.options.some((o) => o.value === text) ? text : null
    case 'integers':
    case 'detectors':
      return text
  }
}

/** How one value is checked, rebuilt from its field: the same rule and the same sentence as in `defineParams`. */
export function fieldSchema({ input, ...field }: ParamField): v.GenericSchema<unknown, ParamValue> {
  switch (input.kind) {
    case 'integer':
      return integerParam({ ...field, ...input }).schema
    case 'number':
      return numberParam({ ...field, ...input }).schema
    case 'choice':
      return choiceParam({ ...field, ...input }).schema
    case 'boolean':
      return booleanParam({ ...field, ...input }).schema
    case 'integers':
      return integersParam({ ...field, ...input }).schema
    case 'detectors':
      return detectorsParam({ ...field, ...input }).schema
  }
}

type Declared = Record<string, Param<number> | Param<string> | Param<boolean>>
export type ParamValues<D> = { [K in keyof D]: D[K] extends Param<infer T> ? T : never }

/** A rule between parameters: the sentence where it is broken, else null. */
type Rule<P> = (p: P) => string | null

export interface Params<P extends Record<string, ParamValue> = Record<string, ParamValue>> {
  fields: readonly ParamField[]
  defaults: P
  /** Unknown keys are dropped, missing ones take their default. */
  schema: v.GenericSchema<unknown, P>
}

/**
 * Declares a detector's parameters; the keys are their names in URLs, records and flags.
 * @param rules what must hold between them: "The warning level must be below the drift level, as 2 and 3."
 */
export function defineParams<D extends Declared>(
  declared: D,
  ...rules: readonly Rule<ParamValues<D>>[]
): Params<ParamValues<D>> {
  const fields = Object.entries(declared).map(([name, p]) => ({ name, ...p.field }))
  const defaults = Object.fromEntries(fields.map((f) => [f.name, f.input.default])) as ParamValues<D>
  const entries = Object.fromEntries(
    Object.entries(declared).map(([name, p]) => [
      name,
      v.optional(p.schema as v.GenericSchema<unknown, ParamValue>, p.field.input.default),
    ]),
  )
  const schema = v.object(entries) as unknown as v.GenericSchema<unknown, ParamValues<D>>
  return {
    fields,
    defaults,
    schema: rules.length === 0 ? schema : v.pipe(schema, v.rawCheck(checkRules(rules))),
  }
}

function checkRules<P>(rules: readonly Rule<P>[]) {
  return ({ dataset, addIssue }: v.RawCheckContext<P>): void => {
    if (!dataset.typed) return
    for (const rule of rules) {
      const message = rule(dataset.value)
      if (message !== null) addIssue({ message })
    }
  }
}
