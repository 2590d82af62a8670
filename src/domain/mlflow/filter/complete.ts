import type { Field, Span } from './ast'
import { placeAt, type Place } from './complete-place'
import { attributesOf, DATASET_KEYS, entityOf, valueKindOf, type Subject } from './fields'
import { partsOfWord } from './lexer'
import { printField, quoteText } from './print'

/** A key that loaded runs have, with some of its values, the most frequent first. */
export interface KnownKey {
  key: string
  examples: readonly string[]
}

/** What loaded runs hold, in the order in which it is to be offered. */
export interface Known {
  metrics: readonly KnownKey[]
  params: readonly KnownKey[]
  tags: readonly KnownKey[]
  /** Values of attributes by canonical name, and of data sets by `name`, `digest`, `context`. */
  attributes: Readonly<Record<string, readonly string[]>>
  datasets: Readonly<Record<string, readonly string[]>>
}

/** Something to put in place of [from, to): `insert` is quoted as it must be; `label` is what a list shows. */
export interface Suggestion extends Span {
  kind: 'entity' | 'key' | 'operator' | 'value' | 'keyword'
  label: string
  insert: string
  detail: string
}

const MOST = 50

/**
 * What may stand where the caret is, the best first, 50 at most: fields and their keys, operators that
 * the field has, values that loaded runs have, AND and OR. What is written already narrows it.
 * @param caret between 0 and the length of the text
 */
export function completeFilter(
  text: string,
  caret: number,
  known: Known,
  subject: Subject = 'runs',
): readonly Suggestion[] {
  const place = placeAt(text, caret, subject)
  const offers = offersAt(place, known, subject)
  const { from, to } = place
  return ranked(offers, place.prefix)
    .slice(0, MOST)
    .map(({ kind, label, insert, detail }) => ({ kind, label, insert, detail, from, to }))
}

/** A suggestion without its place; `match` is what the written part is sought in. */
interface Offer {
  kind: Suggestion['kind']
  label: string
  insert: string
  detail: string
  match: string
}

function offer(kind: Suggestion['kind'], insert: string, detail: string, match = insert): Offer {
  return { kind, label: insert, insert, detail, match }
}

function offersAt(place: Place, known: Known, subject: Subject): readonly Offer[] {
  switch (place.expects) {
    case 'field':
      return [...fieldOffers(place.prefix, known, subject), offer('keyword', 'NOT', 'what does not match')]
    case 'joint':
      return place.prefix === '' ? JOINTS : [...JOINTS, ...fieldOffers(place.prefix, known, subject)]
    case 'verb':
      return place.field ? operatorOffers(place.field, subject) : JOINTS
    case 'negated-verb':
      return [
        offer('operator', 'IN', 'none of a list'),
        offer('operator', 'LIKE', 'unlike a pattern'),
        offer('operator', 'ILIKE', 'unlike a pattern, ignoring case'),
      ]
    case 'null':
      return [offer('keyword', 'NULL', 'is missing'), offer('keyword', 'NOT NULL', 'is there')]
    case 'not-null':
      return [offer('keyword', 'NULL', 'is there')]
    case 'list':
      return [offer('operator', '(', 'the list begins')]
    case 'list-joint':
      return [offer('operator', ',', 'another value'), offer('operator', ')', 'the list ends')]
    case 'value':
      return place.field ? valueOffers(place.field, place.isPattern, known, subject) : []
  }
}

const JOINTS: readonly Offer[] = [
  offer('keyword', 'AND', 'both must hold'),
  offer('keyword', 'OR', 'one of them must hold'),
]

function fieldOffers(prefix: string, known: Known, subject: Subject): readonly Offer[] {
  const written = partsOfWord(prefix)
  const entity = written.entity === null ? null : entityOf(subject, written.entity)
  const attributes = Object.entries(attributesOf(subject)).map(([name, { detail }]) =>
    offer('key', name, detail),
  )
  if (entity === 'attribute') {
    const word = `${written.entity ?? 'attributes'}.`
    return attributes.map(({ insert, detail }) => offer('key', word + insert, detail))
  }
  const datasets =
    subject === 'runs' ? DATASET_KEYS.map((key) => offer('key', `dataset.${key}`, DATASET_DETAILS[key])) : []
  if (entity === 'dataset')
    return datasets.map((one) => ({ ...one, match: `${written.entity ?? ''}.${one.insert.slice(8)}` }))
  const keys = {
    metric: () => keyOffers('metric', known.metrics, written.entity),
    param: () => keyOffers('param', known.params, written.entity),
    tag: () => keyOffers('tag', known.tags, written.entity),
  }
  if (entity) return keys[entity]()
  const tags = [offer('entity', 'tags.', 'a tag')]
  if (subject === 'experiments') return [...attributes, ...tags, ...keys.tag()]
  const entities = [
    offer('entity', 'metrics.', 'the last value of a metric'),
    offer('entity', 'params.', 'a parameter'),
    ...tags,
  ]
  if (prefix === '') return [...entities, ...attributes, ...datasets]
  return [...entities, ...attributes, ...keys.metric(), ...keys.param(), ...keys.tag(), ...datasets]
}

const DATASET_DETAILS = {
  name: 'name of a data set that the run used',
  digest: 'digest of a data set that the run used',
  context: 'what a data set was used for',
}

/** The keys of one entity, sought by how they are written behind the word that stands before the dot. */
function keyOffers(
  entity: 'metric' | 'param' | 'tag',
  keys: readonly KnownKey[],
  word: string | null,
): readonly Offer[] {
  return keys.map(({ key, examples }) => {
    const detail = examples.length > 0 ? examples.slice(0, 3).join(', ') : `${entity} of loaded runs`
    return offer('key', printField({ entity, key }), detail, word === null ? key : `${word}.${key}`)
  })
}

const EQUAL: readonly Offer[] = [
  offer('operator', '=', 'equal'),
  offer('operator', '!=', 'there, and not equal'),
]
const ORDERED: readonly Offer[] = [
  offer('operator', '>', 'greater'),
  offer('operator', '>=', 'greater or equal'),
  offer('operator', '<', 'less'),
  offer('operator', '<=', 'less or equal'),
]
const PATTERNS: readonly Offer[] = [
  offer('operator', 'LIKE', '% is any text, _ any character'),
  offer('operator', 'ILIKE', 'like LIKE, ignoring case'),
]
const LISTED: readonly Offer[] = [
  offer('operator', 'IN', 'one of a list'),
  offer('operator', 'NOT IN', 'none of a list'),
]
const NULLS: readonly Offer[] = [
  offer('operator', 'IS NULL', 'is missing'),
  offer('operator', 'IS NOT NULL', 'is there'),
]

function operatorOffers(field: Field, subject: Subject): readonly Offer[] {
  switch (valueKindOf(subject, field)) {
    case 'number':
    case 'time':
    case 'duration':
      return [...ORDERED, ...EQUAL, ...NULLS]
    case 'keyed':
      return [...EQUAL, ...PATTERNS, ...LISTED, ...ORDERED, ...NULLS]
    case 'text':
    case 'status':
      return [...EQUAL, ...PATTERNS, ...LISTED, ...NULLS]
  }
}

function valueOffers(field: Field, isPattern: boolean, known: Known, subject: Subject): readonly Offer[] {
  const kind = valueKindOf(subject, field)
  const examples = examplesOf(field, known)
  if (kind === 'number') return examples.map((value) => offer('value', value, 'in loaded runs'))
  if (kind === 'duration') return DURATIONS
  const texts = kind === 'status' ? [...new Set([...examples, ...STATUSES])] : examples
  const written = texts.map((text) => {
    const shown = isPattern ? `%${text}%` : text
    return { ...offer('value', quoteText(shown), 'in loaded runs', text), label: shown }
  })
  return kind === 'time'
    ? [
        ...written,
        offer('value', "'2026-01-31'", 'a date, in UTC'),
        offer('value', "'2026-01-31 08:00'", 'a date and time, in UTC'),
      ]
    : written
}

const STATUSES = ['FINISHED', 'RUNNING', 'FAILED', 'KILLED', 'SCHEDULED']
const DURATIONS = [
  offer('value', '30s', 'half a minute'),
  offer('value', '10min', 'ten minutes'),
  offer('value', '1h', 'an hour'),
  offer('value', '1d', 'a day'),
]

function examplesOf({ entity, key }: Field, known: Known): readonly string[] {
  const among = (keys: readonly KnownKey[]) => keys.find((one) => one.key === key)?.examples ?? []
  switch (entity) {
    case 'metric':
      return among(known.metrics)
    case 'param':
      return among(known.params)
    case 'tag':
      return among(known.tags)
    case 'dataset':
      return Object.hasOwn(known.datasets, key) ? (known.datasets[key] ?? []) : []
    case 'attribute':
      return Object.hasOwn(known.attributes, key) ? (known.attributes[key] ?? []) : []
  }
}

/** Those that begin with what is written, then those that hold it; without what is written in full already. */
function ranked(offers: readonly Offer[], prefix: string): readonly Offer[] {
  const { entity, key } = partsOfWord(prefix)
  const wanted = (entity === null ? key : `${entity}.${key}`).replace(/^['"`]/, '').toLowerCase()
  const begins: Offer[] = []
  const holds: Offer[] = []
  for (const one of offers) {
    const match = one.match.toLowerCase()
    if (one.insert === prefix || isWritten(one, prefix)) continue
    if (match.startsWith(wanted) || one.insert.toLowerCase().startsWith(wanted)) begins.push(one)
    else if (holdsKey(match, wanted)) holds.push(one)
  }
  return [...begins, ...holds]
}

/** Keywords and operators are read whatever their case: what is written in full is not offered in capitals. */
function isWritten({ kind, insert }: Offer, prefix: string): boolean {
  return (kind === 'keyword' || kind === 'operator') && insert === prefix.toUpperCase()
}

/** Whether the key of a field holds what is written of it, or the whole holds all of it. */
function holdsKey(match: string, wanted: string): boolean {
  const dot = wanted.indexOf('.')
  if (dot === -1) return match.includes(wanted)
  return match.startsWith(wanted.slice(0, dot + 1)) && match.slice(dot + 1).includes(wanted.slice(dot + 1))
}
