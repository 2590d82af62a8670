import type { ServerAbilities } from './abilities'
import type { Clause, CompareClause, Field, InClause, LikeClause, Operator } from './ast'
import { attributeOf, type Subject } from './fields'
import { printNumber, quoteKey, quoteServerText } from './print'
import { renamedKey } from './server-field'

/**
 * What a server can find of a clause: searches that together find all of it (each a list of clauses
 * joined by AND; an empty list finds everything), and whether they find nothing else.
 */
export interface Offer {
  searches: readonly (readonly string[])[]
  isExact: boolean
}

/** What a server can find of one clause; the note says in words what is finished here. */
export interface ClauseOffer extends Offer {
  note?: string
}

/** @param isNegated whether a NOT stands over the clause: then runs without the field match too */
export function offerOf(
  clause: Clause,
  isNegated: boolean,
  abilities: ServerAbilities,
  subject: Subject,
): ClauseOffer {
  const field = serverField(clause.field, abilities, subject)
  if (field === null)
    return everything(`The server cannot search ${wordsOf(clause.field)}: it is compared here.`)
  const asker: Asker = { field: clause.field, name: field, abilities, subject }
  if (isNegated) return negatedOffer(clause, asker)
  switch (clause.kind) {
    case 'compare':
      return compareOffer(clause, asker)
    case 'like':
      return likeOffer(clause, asker)
    case 'in':
      return listOffer(clause, asker)
    case 'null':
      return clause.isNegated ? presenceOffer(asker) : missingOffer(asker)
  }
}

interface Asker {
  field: Field
  /** As it is written for the server. */
  name: string
  abilities: ServerAbilities
  subject: Subject
}

/** How a field is written for a server; null where it cannot be asked for. */
function serverField({ entity, key }: Field, abilities: ServerAbilities, subject: Subject): string | null {
  if (entity === 'attribute') {
    const isSearchable = attributeOf(subject, key)?.isOnServer === true
    const isNewId = subject === 'experiments' && key === 'experiment_id' && abilities.hasExperimentId
    return isSearchable || isNewId ? `attribute.${key}` : null
  }
  if (entity === 'dataset') return `dataset.${key}`
  // No key that MLflow lets through holds a backtick, and a few are taken for another.
  if (key.includes('`') || (subject === 'runs' && renamedKey(key) !== key)) return null
  const prefix = { metric: 'metrics', param: 'params', tag: 'tags' }[entity]
  return `${prefix}.${quoteKey(key)}`
}

function wordsOf({ entity, key }: Field): string {
  if (entity === 'attribute') return key
  return entity === 'dataset' ? `dataset.${key}` : `the ${entity} ${key}`
}

function exactly(...clauses: readonly string[]): ClauseOffer {
  return { searches: [clauses], isExact: true }
}

function atLeast(searches: Offer['searches'], note: string): ClauseOffer {
  return { searches, isExact: false, note }
}

function everything(note: string): ClauseOffer {
  return atLeast([[]], note)
}

const LARGEST = printNumber(Number.MAX_VALUE)

function compareOffer(clause: CompareClause, asker: Asker): ClauseOffer {
  const { operator, value } = clause
  if (asker.field.entity === 'metric') {
    return typeof value === 'number'
      ? metricOffer(operator, value, asker)
      : everything('This is compared here.')
  }
  if (typeof value === 'number') {
    if (asker.field.entity === 'attribute') return exactly(`${asker.name} ${operator} ${printNumber(value)}`)
    const note = `The server compares ${asker.field.entity}s as text: it finds those that have ${asker.field.key}, and the numbers are compared here.`
    return atLeast(presenceOffer(asker).searches, note)
  }
  return textOffer(operator, value, asker)
}

/** The filter means the same to both; the server alone errs. */
export const NAN_AS_ZERO = 'This server treats NaN as 0: runs with NaN are told apart here.'

function metricOffer(operator: Operator, value: number, asker: Asker): ClauseOffer {
  const { name, abilities } = asker
  if (Number.isNaN(value)) {
    if (operator === '=') {
      return atLeast(
        [[`${name} ${abilities.knowsNaN ? '!=' : '='} 0`]],
        'The server cannot search for NaN: it is found here.',
      )
    }
    if (abilities.knowsNaN) return exactly(`${name} <= ${LARGEST}`)
    return atLeast([[`${name} <= ${LARGEST}`]], 'The server cannot search for NaN: it is left out here.')
  }
  const clamped = Math.max(-Number.MAX_VALUE, Math.min(value, Number.MAX_VALUE))
  const asked = `${name} ${operator} ${printNumber(clamped)}`
  if (abilities.knowsNaN) return exactly(asked)
  if (operator === '!=')
    return clamped === 0 ? atLeast([[`${name} <= ${LARGEST}`]], NAN_AS_ZERO) : exactly(asked)
  return holdsForZero(operator, clamped) ? atLeast([[asked]], NAN_AS_ZERO) : exactly(asked)
}

function holdsForZero(operator: Operator, value: number): boolean {
  switch (operator) {
    case '=':
      return value === 0
    case '!=':
      return value !== 0
    case '<':
      return value > 0
    case '<=':
      return value >= 0
    case '>':
      return value < 0
    case '>=':
      return value <= 0
  }
}

const UNSAYABLE =
  'This text cannot be sent to the server (both kinds of quotes, or a backslash): it is compared here.'

function textOffer(operator: Operator, value: string, asker: Asker): ClauseOffer {
  const quoted = quoteServerText(value)
  if (quoted !== null) return exactly(`${asker.name} ${operator} ${quoted}`)
  if (operator !== '=' || !takesPatterns(asker)) return atLeast(presenceOffer(asker).searches, UNSAYABLE)
  return atLeast([[`${asker.name} LIKE ${sayable(value)}`]], UNSAYABLE)
}

function takesPatterns({ field }: Asker): boolean {
  return field.key !== 'experiment_id' || field.entity !== 'attribute'
}

/** A pattern that finds at least the text, in quotes: `_` stands for what cannot be said. */
function sayable(pattern: string): string {
  return `'${pattern.replaceAll(/['\\]/g, '_')}'`
}

function likeOffer({ operator, pattern, isNegated }: LikeClause, asker: Asker): ClauseOffer {
  if (isNegated)
    return atLeast(presenceOffer(asker).searches, `The server has no NOT ${operator}: it is decided here.`)
  if (!takesPatterns(asker))
    return everything(`The server has no ${operator} for ${asker.field.key}: it is decided here.`)
  // Some stores take a backslash for an escape, and SQLite folds A–Z alone.
  const hasBackslash = pattern.includes('\\')
  const foldsMore = operator === 'ILIKE' && /[^\0-\x7f]/.test(pattern)
  const quoted = quoteServerText(pattern)
  if (quoted !== null && !hasBackslash && !foldsMore) return exactly(`${asker.name} ${operator} ${quoted}`)
  const wide = foldsMore ? pattern.replaceAll(/[^\0-\x7f]/gu, '_') : pattern
  const asked = `${asker.name} ${operator} ${hasBackslash || quoted === null ? sayable(wide) : (quoteServerText(wide) ?? sayable(wide))}`
  const note = foldsMore
    ? 'The server ignores case for A to Z only: other letters are compared here.'
    : UNSAYABLE
  return atLeast([[asked]], note)
}

function listOffer(clause: InClause, asker: Asker): ClauseOffer {
  const { values, isNegated } = clause
  const texts = values.filter((value): value is string => typeof value === 'string')
  const numbers = values.filter((value): value is number => typeof value === 'number')
  if (numbers.length > 0 && asker.field.entity !== 'metric' && asker.field.entity !== 'attribute') {
    return compareOffer({ ...clause, kind: 'compare', operator: '=', value: numbers[0] ?? 0 }, asker)
  }
  const native = nativeList(texts, isNegated, asker)
  if (native) return native
  const operator = isNegated ? '!=' : '='
  const offers = [...texts, ...numbers].map((value) =>
    compareOffer({ ...clause, kind: 'compare', operator, value }, asker),
  )
  const note = offers.find((offer) => offer.note !== undefined)?.note
  const isEach = offers.every(({ isExact }) => isExact)
  const rest = note === undefined ? {} : { note }
  if (!isNegated) return { searches: offers.flatMap(({ searches }) => searches), isExact: isEach, ...rest }
  // Several data sets may each differ from another value of the list.
  const isExact = isEach && asker.field.entity !== 'dataset'
  const all = [
    ...new Set(offers.flatMap(({ searches }) => (searches.length === 1 ? (searches[0] ?? []) : []))),
  ]
  if (isExact || note !== undefined) return { searches: [all], isExact, ...rest }
  return atLeast([all], 'This list cannot be sent to the server: it is decided here.')
}

/** `IN (…)` as the server itself has it; null where it has none for this field or these values. */
function nativeList(
  texts: readonly string[],
  isNegated: boolean,
  { field, name, abilities, subject }: Asker,
): ClauseOffer | null {
  const listKey = subject === 'runs' ? 'run_id' : 'experiment_id'
  const hasLists = field.entity === 'dataset' || (field.entity === 'attribute' && field.key === listKey)
  // Lists are read as Python has them, and before 3.17 values with capitals are dropped from them.
  const isSayable = texts.every(
    (text) => /^[^'\\\n\r]*$/.test(text) && (abilities.hasFreeLists || isSmall(text)),
  )
  if (!hasLists || texts.length === 0 || !isSayable) return null
  return exactly(`${name} ${isNegated ? 'NOT ' : ''}IN (${texts.map((text) => `'${text}'`).join(', ')})`)
}

function isSmall(text: string): boolean {
  return /[a-z]/.test(text) && /^[\0-@[-\x7f]*$/.test(text)
}

function presenceOffer(asker: Asker): ClauseOffer {
  const { field, name, abilities, subject } = asker
  switch (field.entity) {
    case 'param':
    case 'tag':
      return exactly(hasNullChecks(field, abilities, subject) ? `${name} IS NOT NULL` : `${name} LIKE '%'`)
    case 'metric':
      // Where NaN is known it is found by != alone.
      return abilities.knowsNaN
        ? { searches: [[`${name} <= 0`], [`${name} != 0`]], isExact: true }
        : exactly(`${name} <= ${LARGEST}`)
    case 'dataset':
      return exactly(`${name} LIKE '%'`)
    case 'attribute':
      if (attributeOf(subject, field.key)?.kind === 'time') return exactly(`${name} >= -9007199254740991`)
      return everything(`The server cannot check whether there is a ${field.key}: it is checked here.`)
  }
}

function missingOffer({ field, name, abilities, subject }: Asker): ClauseOffer {
  if (hasNullChecks(field, abilities, subject)) return exactly(`${name} IS NULL`)
  return everything(
    `This server cannot search for what is missing: whether there is ${wordsOf(field)} is checked here.`,
  )
}

function hasNullChecks({ entity }: Field, abilities: ServerAbilities, subject: Subject): boolean {
  if (subject === 'experiments') return entity === 'tag' && abilities.hasExperimentNullChecks
  return (entity === 'param' || entity === 'tag') && abilities.hasRunNullChecks
}

const OPPOSITE = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const

/** What a clause under NOT matches: what has the field and not the value, and what has no such field. */
function negatedOffer(clause: Clause, asker: Asker): ClauseOffer {
  if (clause.kind === 'null') return clause.isNegated ? missingOffer(asker) : presenceOffer(asker)
  const missing = missingOffer(asker)
  if (!missing.isExact)
    return everything('The server has no NOT for what may be missing: it is decided here.')
  const opposite = oppositeOffer(clause, asker)
  return {
    searches: [...opposite.searches, ...missing.searches],
    isExact: opposite.isExact,
    ...(opposite.note === undefined ? {} : { note: opposite.note }),
  }
}

function oppositeOffer(clause: Exclude<Clause, { kind: 'null' }>, asker: Asker): ClauseOffer {
  if (clause.kind === 'compare' && typeof clause.value === 'string') {
    return textOffer(OPPOSITE[clause.operator], clause.value, asker)
  }
  if (clause.kind === 'compare' || (clause.kind === 'in' && typeof clause.values[0] === 'number')) {
    return atLeast(
      presenceOffer(asker).searches,
      'The server compares this as text: the numbers are compared here.',
    )
  }
  if (clause.kind === 'in') return listOffer({ ...clause, isNegated: !clause.isNegated }, asker)
  return likeOffer({ ...clause, isNegated: !clause.isNegated }, asker)
}
